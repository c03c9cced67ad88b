using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.Property(d => d.Destination).HasMaxLength(64);
        builder.HasOne(d => d.Result).WithMany(r => r.Deliveries).HasForeignKey(d => d.ResultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => new { d.ResultId, d.Destination }).IsUnique();
        builder.HasIndex(d => new { d.State, d.NextAttemptAt });
        builder.HasIndex(d => new { d.Destination, d.State }).HasFilter("\"ProvenAt\" IS NULL"); // what a peer has still to prove; of no use to a claim
    }
}
