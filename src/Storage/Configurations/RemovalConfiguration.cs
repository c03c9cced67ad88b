using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class RemovalConfiguration : IEntityTypeConfiguration<Removal>
{
    public void Configure(EntityTypeBuilder<Removal> builder)
    {
        builder.ToTable("removals");
        builder.HasKey(r => r.Path);
        builder.Property(r => r.Path).HasMaxLength(128);
    }
}
