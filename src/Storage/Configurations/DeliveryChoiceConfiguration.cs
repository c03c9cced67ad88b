using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class DeliveryChoiceConfiguration : IEntityTypeConfiguration<DeliveryChoice>
{
    public void Configure(EntityTypeBuilder<DeliveryChoice> builder)
    {
        builder.ToTable("delivery_choices");
        builder.HasKey(c => new { c.DeliveryId, c.Rank });
        builder.Property(c => c.NeedsSopClassUid).HasMaxLength(64);
        builder.HasOne(c => c.Delivery).WithMany(d => d.Choices).HasForeignKey(c => c.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(c => c.Result).WithMany(r => r.Choices).HasForeignKey(c => c.ResultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.ResultId);
    }
}
