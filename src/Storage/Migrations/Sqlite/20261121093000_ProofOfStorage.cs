using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>What was delivered before is unproven; peers that shall prove it are asked about it too.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121093000_ProofOfStorage")]
internal sealed class ProofOfStorageColumns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("ProofAskedAt", "deliveries", "TEXT", nullable: true);
        migrationBuilder.AddColumn<DateTime>("ProvenAt", "deliveries", "TEXT", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("ProofAskedAt", "deliveries");
        migrationBuilder.DropColumn("ProvenAt", "deliveries");
    }
}
