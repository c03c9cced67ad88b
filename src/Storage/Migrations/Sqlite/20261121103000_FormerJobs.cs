using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>What is remembered of removed series, empty at first; of the jobs that are there none was done before.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121103000_FormerJobs")]
internal sealed class FormerJobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("WasDoneBefore", "jobs", "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.CreateTable(
            "former_jobs",
            table => new
            {
                SeriesInstanceUid = table.Column<string>("TEXT", maxLength: 64),
                ModelId = table.Column<string>("TEXT", maxLength: 128),
                ModelVersion = table.Column<string>("TEXT", maxLength: 128),
                InputDigest = table.Column<string>("TEXT", maxLength: 64),
                ResultTime = table.Column<DateTime>("TEXT"),
            },
            constraints: table => table.PrimaryKey("PK_former_jobs", j => new { j.SeriesInstanceUid, j.ModelId, j.ModelVersion, j.InputDigest }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("former_jobs");
        migrationBuilder.DropColumn("WasDoneBefore", "jobs");
    }
}
