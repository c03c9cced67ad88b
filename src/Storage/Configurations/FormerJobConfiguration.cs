using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class FormerJobConfiguration : IEntityTypeConfiguration<FormerJob>
{
    public void Configure(EntityTypeBuilder<FormerJob> builder)
    {
        builder.ToTable("former_jobs");
        builder.HasKey(j => new { j.SeriesInstanceUid, j.ModelId, j.ModelVersion, j.InputDigest });
        builder.Property(j => j.SeriesInstanceUid).HasMaxLength(64); // PS3.5 §9.1
        builder.Property(j => j.ModelId).HasMaxLength(128);
        builder.Property(j => j.ModelVersion).HasMaxLength(128);
        builder.Property(j => j.InputDigest).HasMaxLength(64);
        builder.Property(j => j.Provider).HasMaxLength(32);
    }
}
