using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class JobInputConfiguration : IEntityTypeConfiguration<JobInput>
{
    public void Configure(EntityTypeBuilder<JobInput> builder)
    {
        builder.ToTable("job_inputs");
        builder.Property(i => i.Digest).HasMaxLength(64);
        builder.HasOne(i => i.Job).WithMany(j => j.Inputs).HasForeignKey(i => i.JobId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(i => i.Series).WithMany(s => s.Uses).HasForeignKey(i => i.SeriesId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(i => new { i.JobId, i.Position }).IsUnique();
        builder.HasIndex(i => i.SeriesId);
    }
}
