using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>Jobs that are there already have the priority of a route that names none.</summary>
[DbContext(typeof(NodeDbContext))]
[Migration("20261121080000_JobPriority")]
internal sealed class JobPriority : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<int>("Priority", "jobs", "INTEGER", nullable: false, defaultValue: 0);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("Priority", "jobs");
}
