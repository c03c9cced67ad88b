using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>What archives are asked to take responsibility for. There was nothing of the kind before.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121081000_Commitments")]
internal sealed class Commitments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "commitments",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                TransactionUid = table.Column<string>("TEXT", maxLength: 64),
                ArchiveAeTitle = table.Column<string>("TEXT", maxLength: 16),
                State = table.Column<string>("TEXT", maxLength: 24),
                RequestedAt = table.Column<DateTime>("TEXT"),
                EndedAt = table.Column<DateTime>("TEXT", nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_commitments", c => c.Id));
        migrationBuilder.CreateTable(
            "commitment_instances",
            table => new
            {
                Id = table.Column<long>("INTEGER").Annotation("Sqlite:Autoincrement", true),
                CommitmentId = table.Column<long>("INTEGER"),
                SopClassUid = table.Column<string>("TEXT", maxLength: 64),
                SopInstanceUid = table.Column<string>("TEXT", maxLength: 64),
                IsCommitted = table.Column<bool>("INTEGER", nullable: true),
                FailureReason = table.Column<int>("INTEGER", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_commitment_instances", i => i.Id);
                table.ForeignKey("FK_commitment_instances_commitments_CommitmentId", i => i.CommitmentId, "commitments", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_commitments_TransactionUid", "commitments", "TransactionUid", unique: true);
        migrationBuilder.CreateIndex("IX_commitments_State_RequestedAt", "commitments", ["State", "RequestedAt"]);
        migrationBuilder.CreateIndex("IX_commitment_instances_CommitmentId", "commitment_instances", "CommitmentId");
        migrationBuilder.CreateIndex("IX_commitment_instances_SopInstanceUid", "commitment_instances", "SopInstanceUid");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("commitment_instances");
        migrationBuilder.DropTable("commitments");
    }
}
