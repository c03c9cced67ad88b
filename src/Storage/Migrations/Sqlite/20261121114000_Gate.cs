using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>What was found about results and who waits for that. Of the results that are there nothing was looked for, and none is held.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121114000_Gate")]
internal sealed class Gate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("ModelHash", "jobs", "TEXT", maxLength: 64, nullable: true);
        migrationBuilder.AddColumn<string>("Findings", "jobs", "TEXT", nullable: true);
        migrationBuilder.AddColumn<string>("HoldReason", "deliveries", "TEXT", nullable: true);
        migrationBuilder.AddColumn<string>("Provider", "former_jobs", "TEXT", maxLength: 32, nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("ModelHash", "jobs");
        migrationBuilder.DropColumn("Findings", "jobs");
        migrationBuilder.DropColumn("HoldReason", "deliveries");
        migrationBuilder.DropColumn("Provider", "former_jobs");
    }
}
