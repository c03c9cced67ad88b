using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

[DbContext(typeof(NodeDbContext))]
[Migration("20261121000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "series",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                SeriesInstanceUid = table.Column<string>("TEXT", maxLength: 64),
                StudyInstanceUid = table.Column<string>("TEXT", maxLength: 64),
                FrameOfReferenceUid = table.Column<string>("TEXT", maxLength: 64, nullable: true),
                Modality = table.Column<string>("TEXT", maxLength: 16, nullable: true),
                CallingAeTitle = table.Column<string>("TEXT", maxLength: 16, nullable: true),
                State = table.Column<string>("TEXT", maxLength: 24),
                Generation = table.Column<int>("INTEGER"),
                ClosedBy = table.Column<string>("TEXT", nullable: true),
                Reason = table.Column<string>("TEXT", nullable: true),
                FirstInstanceAt = table.Column<DateTime>("TEXT"),
                LastInstanceAt = table.Column<DateTime>("TEXT"),
                HoldUntil = table.Column<DateTime>("TEXT", nullable: true),
                ClosedAt = table.Column<DateTime>("TEXT", nullable: true),
                FencingToken = table.Column<long>("INTEGER"),
                Owner = table.Column<string>("TEXT", nullable: true),
                LeaseUntil = table.Column<DateTime>("TEXT", nullable: true),
                Attempts = table.Column<int>("INTEGER"),
            },
            constraints: table => table.PrimaryKey("PK_series", s => s.Id));
        migrationBuilder.CreateTable(
            "instances",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                SeriesId = table.Column<long>("INTEGER"),
                SopInstanceUid = table.Column<string>("TEXT", maxLength: 64),
                SopClassUid = table.Column<string>("TEXT", maxLength: 64),
                TransferSyntaxUid = table.Column<string>("TEXT", maxLength: 64),
                Path = table.Column<string>("TEXT", maxLength: 128),
                Sha256 = table.Column<string>("TEXT", maxLength: 64),
                Bytes = table.Column<long>("INTEGER"),
                CallingAeTitle = table.Column<string>("TEXT", maxLength: 16, nullable: true),
                ReceivedAt = table.Column<DateTime>("TEXT"),
                IsConflict = table.Column<bool>("INTEGER"),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_instances", i => i.Id);
                table.ForeignKey("FK_instances_series_SeriesId", i => i.SeriesId, "series", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "jobs",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                SeriesId = table.Column<long>("INTEGER"),
                Generation = table.Column<int>("INTEGER"),
                ModelId = table.Column<string>("TEXT", maxLength: 128),
                ModelVersion = table.Column<string>("TEXT", maxLength: 128),
                InputDigest = table.Column<string>("TEXT", maxLength: 64),
                Outputs = table.Column<string>("TEXT"),
                Destinations = table.Column<string>("TEXT"),
                State = table.Column<string>("TEXT", maxLength: 24),
                Reason = table.Column<string>("TEXT", nullable: true),
                Attempts = table.Column<int>("INTEGER"),
                NotBefore = table.Column<DateTime>("TEXT", nullable: true),
                FencingToken = table.Column<long>("INTEGER"),
                Owner = table.Column<string>("TEXT", nullable: true),
                LeaseUntil = table.Column<DateTime>("TEXT", nullable: true),
                CreatedAt = table.Column<DateTime>("TEXT"),
                StartedAt = table.Column<DateTime>("TEXT", nullable: true),
                FinishedAt = table.Column<DateTime>("TEXT", nullable: true),
                ResultTime = table.Column<DateTime>("TEXT"),
                Provider = table.Column<string>("TEXT", maxLength: 32, nullable: true),
                StageSeconds = table.Column<string>("TEXT", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_jobs", j => j.Id);
                table.ForeignKey("FK_jobs_series_SeriesId", j => j.SeriesId, "series", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "results",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                JobId = table.Column<long>("INTEGER"),
                Kind = table.Column<string>("TEXT", maxLength: 16),
                SopInstanceUid = table.Column<string>("TEXT", maxLength: 64),
                SopClassUid = table.Column<string>("TEXT", maxLength: 64),
                Path = table.Column<string>("TEXT", maxLength: 128),
                Sha256 = table.Column<string>("TEXT", maxLength: 64),
                Bytes = table.Column<long>("INTEGER"),
                CreatedAt = table.Column<DateTime>("TEXT"),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_results", r => r.Id);
                table.ForeignKey("FK_results_jobs_JobId", r => r.JobId, "jobs", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "deliveries",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                ResultId = table.Column<long>("INTEGER"),
                Destination = table.Column<string>("TEXT", maxLength: 64),
                State = table.Column<string>("TEXT", maxLength: 24),
                Attempts = table.Column<int>("INTEGER"),
                NextAttemptAt = table.Column<DateTime>("TEXT"),
                LastStatus = table.Column<int>("INTEGER", nullable: true),
                LastReason = table.Column<string>("TEXT", nullable: true),
                CreatedAt = table.Column<DateTime>("TEXT"),
                TryingSince = table.Column<DateTime>("TEXT"),
                DeliveredAt = table.Column<DateTime>("TEXT", nullable: true),
                FencingToken = table.Column<long>("INTEGER"),
                Owner = table.Column<string>("TEXT", nullable: true),
                LeaseUntil = table.Column<DateTime>("TEXT", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_deliveries", d => d.Id);
                table.ForeignKey("FK_deliveries_results_ResultId", d => d.ResultId, "results", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex("IX_series_SeriesInstanceUid", "series", "SeriesInstanceUid", unique: true);
        migrationBuilder.CreateIndex("IX_series_State_LastInstanceAt", "series", ["State", "LastInstanceAt"]);
        migrationBuilder.CreateIndex("IX_instances_Path", "instances", "Path", unique: true);
        migrationBuilder.CreateIndex("IX_instances_SopInstanceUid", "instances", "SopInstanceUid");
        migrationBuilder.CreateIndex("IX_instances_SeriesId", "instances", "SeriesId");
        migrationBuilder.CreateIndex("IX_jobs_SeriesId_ModelId_ModelVersion_InputDigest", "jobs", ["SeriesId", "ModelId", "ModelVersion", "InputDigest"], unique: true);
        migrationBuilder.CreateIndex("IX_jobs_State_NotBefore", "jobs", ["State", "NotBefore"]);
        migrationBuilder.CreateIndex("IX_results_SopInstanceUid", "results", "SopInstanceUid", unique: true);
        migrationBuilder.CreateIndex("IX_results_JobId", "results", "JobId");
        migrationBuilder.CreateIndex("IX_deliveries_ResultId_Destination", "deliveries", ["ResultId", "Destination"], unique: true);
        migrationBuilder.CreateIndex("IX_deliveries_State_NextAttemptAt", "deliveries", ["State", "NextAttemptAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (string table in (string[])["deliveries", "results", "jobs", "instances", "series"])
        {
            migrationBuilder.DropTable(table);
        }
    }
}
