using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class CommitmentInstanceConfiguration : IEntityTypeConfiguration<CommitmentInstance>
{
    public void Configure(EntityTypeBuilder<CommitmentInstance> builder)
    {
        builder.ToTable("commitment_instances");
        builder.Property(i => i.SopClassUid).HasMaxLength(64);
        builder.Property(i => i.SopInstanceUid).HasMaxLength(64);
        builder.HasOne(i => i.Commitment).WithMany(c => c.Instances).HasForeignKey(i => i.CommitmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(i => i.SopInstanceUid); // is it safe at an archive?
    }
}
