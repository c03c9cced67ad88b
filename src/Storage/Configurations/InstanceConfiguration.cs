using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class InstanceConfiguration : IEntityTypeConfiguration<Instance>
{
    public void Configure(EntityTypeBuilder<Instance> builder)
    {
        builder.ToTable("instances");
        builder.Property(i => i.SopInstanceUid).HasMaxLength(64);
        builder.Property(i => i.SopClassUid).HasMaxLength(64);
        builder.Property(i => i.TransferSyntaxUid).HasMaxLength(64);
        builder.Property(i => i.Path).HasMaxLength(128);
        builder.Property(i => i.Sha256).HasMaxLength(64);
        builder.Property(i => i.CallingAeTitle).HasMaxLength(16);
        builder.HasOne(i => i.Series).WithMany(s => s.Instances).HasForeignKey(i => i.SeriesId).OnDelete(DeleteBehavior.Cascade);
        builder.Ignore(i => i.IsInUse);
        builder.HasIndex(i => i.Path).IsUnique(); // a file has one row, however often it is recorded
        builder.HasIndex(i => i.SopInstanceUid);  // not unique: a conflict is kept beside the first
        builder.HasIndex(i => i.SeriesId);
    }
}
