using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>Deliveries that were tried before without an answer are taken for possibly landed, as they were until now.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121070000_MayHaveLanded")]
internal sealed class MayHaveLanded : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("MayHaveLanded", "deliveries", "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.Sql("UPDATE deliveries SET MayHaveLanded = 1 WHERE Attempts > 0 AND LastStatus IS NULL");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("MayHaveLanded", "deliveries");
}
