using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>Jobs that are there already have one series, which needs no row here; no series waits for others, and no instance was ignored. They are on whole series.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121110000_StudyInputs")]
internal sealed class StudyInputs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Awaits", "series", "TEXT", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<DateTime>("AwaitUntil", "series", "TEXT", nullable: true);
        migrationBuilder.AddColumn<bool>("IsLate", "instances", "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("SopInstanceUid", "jobs", "TEXT", maxLength: 64, nullable: true);
        migrationBuilder.CreateTable(
            "job_inputs",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                JobId = table.Column<long>("INTEGER"),
                Position = table.Column<int>("INTEGER"),
                SeriesId = table.Column<long>("INTEGER"),
                Generation = table.Column<int>("INTEGER"),
                Digest = table.Column<string>("TEXT", maxLength: 64),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_job_inputs", i => i.Id);
                table.ForeignKey("FK_job_inputs_jobs_JobId", i => i.JobId, "jobs", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_job_inputs_series_SeriesId", i => i.SeriesId, "series", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_job_inputs_JobId_Position", "job_inputs", ["JobId", "Position"], unique: true);
        migrationBuilder.CreateIndex("IX_job_inputs_SeriesId", "job_inputs", "SeriesId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("job_inputs");
        migrationBuilder.DropColumn("SopInstanceUid", "jobs");
        migrationBuilder.DropColumn("IsLate", "instances");
        migrationBuilder.DropColumn("AwaitUntil", "series");
        migrationBuilder.DropColumn("Awaits", "series");
    }
}
