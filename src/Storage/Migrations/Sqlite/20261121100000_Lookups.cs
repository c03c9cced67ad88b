using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>Two look-ups that read a whole table: the studies of a query, and every few seconds what a peer has still to prove.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121100000_Lookups")]
internal sealed class Lookups : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_series_StudyInstanceUid", "series", "StudyInstanceUid");
        migrationBuilder.CreateIndex("IX_deliveries_Destination_State", "deliveries", ["Destination", "State"], filter: "\"ProvenAt\" IS NULL");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_series_StudyInstanceUid", "series");
        migrationBuilder.DropIndex("IX_deliveries_Destination_State", "deliveries");
    }
}
