using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.Property(j => j.ModelId).HasMaxLength(128);
        builder.Property(j => j.ModelVersion).HasMaxLength(128);
        builder.Property(j => j.InputDigest).HasMaxLength(64);
        builder.Property(j => j.SopInstanceUid).HasMaxLength(64);
        builder.Property(j => j.Provider).HasMaxLength(32);
        builder.Property(j => j.ModelHash).HasMaxLength(64);
        builder.HasOne(j => j.Series).WithMany(s => s.Jobs).HasForeignKey(j => j.SeriesId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(j => new { j.SeriesId, j.ModelId, j.ModelVersion, j.InputDigest }).IsUnique(); // one result each
        builder.HasIndex(j => new { j.State, j.NotBefore });
    }
}
