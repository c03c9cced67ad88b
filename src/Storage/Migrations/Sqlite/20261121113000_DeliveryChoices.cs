using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>Deliveries that are there have one result each, and no choice.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121113000_DeliveryChoices")]
internal sealed class DeliveryChoices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "delivery_choices",
            table => new
            {
                DeliveryId = table.Column<long>("INTEGER"),
                Rank = table.Column<int>("INTEGER"),
                ResultId = table.Column<long>("INTEGER"),
                NeedsSopClassUid = table.Column<string>("TEXT", maxLength: 64, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_delivery_choices", c => new { c.DeliveryId, c.Rank });
                table.ForeignKey("FK_delivery_choices_deliveries_DeliveryId", c => c.DeliveryId, "deliveries", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_delivery_choices_results_ResultId", c => c.ResultId, "results", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_delivery_choices_ResultId", "delivery_choices", "ResultId");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("delivery_choices");
}
