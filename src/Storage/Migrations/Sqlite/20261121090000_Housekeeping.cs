using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>Quiet time has a column of its own: of the series that are there it began with their last instance. Files to be removed get a list, empty at first.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121090000_Housekeeping")]
internal sealed class Housekeeping : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("QuietSince", "series", "TEXT", nullable: false, defaultValue: DateTime.UnixEpoch);
        migrationBuilder.Sql("UPDATE series SET QuietSince = LastInstanceAt");
        migrationBuilder.DropIndex("IX_series_State_LastInstanceAt", "series");
        migrationBuilder.CreateIndex("IX_series_State_QuietSince", "series", ["State", "QuietSince"]);
        migrationBuilder.CreateTable(
            "removals",
            table => new
            {
                Path = table.Column<string>("TEXT", maxLength: 128),
            },
            constraints: table => table.PrimaryKey("PK_removals", r => r.Path));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("removals");
        migrationBuilder.DropIndex("IX_series_State_QuietSince", "series");
        migrationBuilder.CreateIndex("IX_series_State_LastInstanceAt", "series", ["State", "LastInstanceAt"]);
        migrationBuilder.DropColumn("QuietSince", "series");
    }
}
