using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class ResultConfiguration : IEntityTypeConfiguration<Result>
{
    public void Configure(EntityTypeBuilder<Result> builder)
    {
        builder.ToTable("results");
        builder.Property(r => r.Kind).HasMaxLength(16);
        builder.Property(r => r.SopInstanceUid).HasMaxLength(64);
        builder.Property(r => r.SopClassUid).HasMaxLength(64);
        builder.Property(r => r.Path).HasMaxLength(128);
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.HasOne(r => r.Job).WithMany(j => j.Results).HasForeignKey(r => r.JobId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => r.SopInstanceUid).IsUnique();
        builder.HasIndex(r => r.JobId);
    }
}
