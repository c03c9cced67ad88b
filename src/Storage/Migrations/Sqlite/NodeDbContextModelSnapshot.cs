using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DicomNode.Storage.Migrations.Sqlite;

/// <summary>
/// The model after the last migration. dotnet-ef cannot be restored here, so whoever changes a row writes the migration and this by
/// hand; a test compares it with the model, and <c>Migrate</c> refuses to start when they differ.
/// </summary>
[DbContext(typeof(NodeDbContext))]
internal sealed class NodeDbContextModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasAnnotation("ProductVersion", "10.0.14");

        modelBuilder.Entity("DicomNode.Storage.Rows.Series", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<string>("SeriesInstanceUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("StudyInstanceUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("FrameOfReferenceUid").HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("Modality").HasMaxLength(16).HasColumnType("TEXT");
            b.Property<string>("CallingAeTitle").HasMaxLength(16).HasColumnType("TEXT");
            b.Property<string>("State").IsRequired().HasMaxLength(24).HasColumnType("TEXT");
            b.Property<int>("Generation").HasColumnType("INTEGER");
            b.Property<string>("ClosedBy").HasColumnType("TEXT");
            b.Property<string>("Reason").HasColumnType("TEXT");
            b.Property<DateTime>("FirstInstanceAt").HasColumnType("TEXT");
            b.Property<DateTime>("LastInstanceAt").HasColumnType("TEXT");
            b.Property<DateTime>("QuietSince").HasColumnType("TEXT");
            b.Property<DateTime?>("HoldUntil").HasColumnType("TEXT");
            b.PrimitiveCollection<string>("Awaits").IsRequired().HasColumnType("TEXT");
            b.Property<DateTime?>("AwaitUntil").HasColumnType("TEXT");
            b.Property<DateTime?>("ClosedAt").HasColumnType("TEXT");
            b.Property<long>("FencingToken").HasColumnType("INTEGER");
            b.Property<string>("Owner").HasColumnType("TEXT");
            b.Property<DateTime?>("LeaseUntil").HasColumnType("TEXT");
            b.Property<int>("Attempts").HasColumnType("INTEGER");
            b.HasKey("Id");
            b.HasIndex("SeriesInstanceUid").IsUnique();
            b.HasIndex("StudyInstanceUid");
            b.HasIndex("State", "QuietSince");
            b.ToTable("series", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.FormerJob", b =>
        {
            b.Property<string>("SeriesInstanceUid").HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("ModelId").HasMaxLength(128).HasColumnType("TEXT");
            b.Property<string>("ModelVersion").HasMaxLength(128).HasColumnType("TEXT");
            b.Property<string>("InputDigest").HasMaxLength(64).HasColumnType("TEXT");
            b.Property<DateTime>("ResultTime").HasColumnType("TEXT");
            b.Property<string>("Provider").HasMaxLength(32).HasColumnType("TEXT");
            b.HasKey("SeriesInstanceUid", "ModelId", "ModelVersion", "InputDigest");
            b.ToTable("former_jobs", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Removal", b =>
        {
            b.Property<string>("Path").HasMaxLength(128).HasColumnType("TEXT");
            b.HasKey("Path");
            b.ToTable("removals", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Instance", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<long>("SeriesId").HasColumnType("INTEGER");
            b.Property<string>("SopInstanceUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("SopClassUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("TransferSyntaxUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("Path").IsRequired().HasMaxLength(128).HasColumnType("TEXT");
            b.Property<string>("Sha256").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<long>("Bytes").HasColumnType("INTEGER");
            b.Property<string>("CallingAeTitle").HasMaxLength(16).HasColumnType("TEXT");
            b.Property<DateTime>("ReceivedAt").HasColumnType("TEXT");
            b.Property<bool>("IsConflict").HasColumnType("INTEGER");
            b.Property<bool>("IsLate").HasColumnType("INTEGER");
            b.HasKey("Id");
            b.HasIndex("Path").IsUnique();
            b.HasIndex("SopInstanceUid");
            b.HasIndex("SeriesId");
            b.ToTable("instances", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Job", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<long>("SeriesId").HasColumnType("INTEGER");
            b.Property<int>("Generation").HasColumnType("INTEGER");
            b.Property<string>("ModelId").IsRequired().HasMaxLength(128).HasColumnType("TEXT");
            b.Property<string>("ModelVersion").IsRequired().HasMaxLength(128).HasColumnType("TEXT");
            b.Property<string>("InputDigest").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("SopInstanceUid").HasMaxLength(64).HasColumnType("TEXT");
            b.PrimitiveCollection<string>("Outputs").IsRequired().HasColumnType("TEXT");
            b.PrimitiveCollection<string>("Destinations").IsRequired().HasColumnType("TEXT");
            b.Property<int>("Priority").HasColumnType("INTEGER");
            b.Property<string>("State").IsRequired().HasMaxLength(24).HasColumnType("TEXT");
            b.Property<string>("Reason").HasColumnType("TEXT");
            b.Property<int>("Attempts").HasColumnType("INTEGER");
            b.Property<DateTime?>("NotBefore").HasColumnType("TEXT");
            b.Property<long>("FencingToken").HasColumnType("INTEGER");
            b.Property<string>("Owner").HasColumnType("TEXT");
            b.Property<DateTime?>("LeaseUntil").HasColumnType("TEXT");
            b.Property<DateTime>("CreatedAt").HasColumnType("TEXT");
            b.Property<DateTime?>("StartedAt").HasColumnType("TEXT");
            b.Property<DateTime?>("FinishedAt").HasColumnType("TEXT");
            b.Property<DateTime>("ResultTime").HasColumnType("TEXT");
            b.Property<bool>("WasDoneBefore").HasColumnType("INTEGER");
            b.Property<string>("Provider").HasMaxLength(32).HasColumnType("TEXT");
            b.Property<string>("ModelHash").HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("Findings").HasColumnType("TEXT");
            b.Property<string>("StageSeconds").HasColumnType("TEXT");
            b.HasKey("Id");
            b.HasIndex("SeriesId", "ModelId", "ModelVersion", "InputDigest").IsUnique();
            b.HasIndex("State", "NotBefore");
            b.ToTable("jobs", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.JobInput", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<long>("JobId").HasColumnType("INTEGER");
            b.Property<int>("Position").HasColumnType("INTEGER");
            b.Property<long>("SeriesId").HasColumnType("INTEGER");
            b.Property<int>("Generation").HasColumnType("INTEGER");
            b.Property<string>("Digest").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.HasKey("Id");
            b.HasIndex("JobId", "Position").IsUnique();
            b.HasIndex("SeriesId");
            b.ToTable("job_inputs", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Result", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<long>("JobId").HasColumnType("INTEGER");
            b.Property<string>("Kind").IsRequired().HasMaxLength(16).HasColumnType("TEXT");
            b.Property<string>("SopInstanceUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("SopClassUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("Path").IsRequired().HasMaxLength(128).HasColumnType("TEXT");
            b.Property<string>("Sha256").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<long>("Bytes").HasColumnType("INTEGER");
            b.Property<DateTime>("CreatedAt").HasColumnType("TEXT");
            b.HasKey("Id");
            b.HasIndex("SopInstanceUid").IsUnique();
            b.HasIndex("JobId");
            b.ToTable("results", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Delivery", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<long>("ResultId").HasColumnType("INTEGER");
            b.Property<string>("Destination").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("State").IsRequired().HasMaxLength(24).HasColumnType("TEXT");
            b.Property<int>("Attempts").HasColumnType("INTEGER");
            b.Property<DateTime>("NextAttemptAt").HasColumnType("TEXT");
            b.Property<int?>("LastStatus").HasColumnType("INTEGER");
            b.Property<string>("LastReason").HasColumnType("TEXT");
            b.Property<string>("HoldReason").HasColumnType("TEXT");
            b.Property<bool>("MayHaveLanded").HasColumnType("INTEGER");
            b.Property<DateTime>("CreatedAt").HasColumnType("TEXT");
            b.Property<DateTime>("TryingSince").HasColumnType("TEXT");
            b.Property<DateTime?>("DeliveredAt").HasColumnType("TEXT");
            b.Property<DateTime?>("ProofAskedAt").HasColumnType("TEXT");
            b.Property<DateTime?>("ProvenAt").HasColumnType("TEXT");
            b.Property<long>("FencingToken").HasColumnType("INTEGER");
            b.Property<string>("Owner").HasColumnType("TEXT");
            b.Property<DateTime?>("LeaseUntil").HasColumnType("TEXT");
            b.HasKey("Id");
            b.HasIndex("ResultId", "Destination").IsUnique();
            b.HasIndex("State", "NextAttemptAt");
            b.HasIndex("Destination", "State").HasFilter("\"ProvenAt\" IS NULL");
            b.ToTable("deliveries", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.DeliveryChoice", b =>
        {
            b.Property<long>("DeliveryId").HasColumnType("INTEGER");
            b.Property<int>("Rank").HasColumnType("INTEGER");
            b.Property<long>("ResultId").HasColumnType("INTEGER");
            b.Property<string>("NeedsSopClassUid").HasMaxLength(64).HasColumnType("TEXT");
            b.HasKey("DeliveryId", "Rank");
            b.HasIndex("ResultId");
            b.ToTable("delivery_choices", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Commitment", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<string>("TransactionUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("ArchiveAeTitle").IsRequired().HasMaxLength(16).HasColumnType("TEXT");
            b.Property<string>("State").IsRequired().HasMaxLength(24).HasColumnType("TEXT");
            b.Property<DateTime>("RequestedAt").HasColumnType("TEXT");
            b.Property<DateTime?>("EndedAt").HasColumnType("TEXT");
            b.HasKey("Id");
            b.HasIndex("TransactionUid").IsUnique();
            b.HasIndex("State", "RequestedAt");
            b.ToTable("commitments", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.CommitmentInstance", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<long>("CommitmentId").HasColumnType("INTEGER");
            b.Property<string>("SopClassUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<string>("SopInstanceUid").IsRequired().HasMaxLength(64).HasColumnType("TEXT");
            b.Property<bool?>("IsCommitted").HasColumnType("INTEGER");
            b.Property<int?>("FailureReason").HasColumnType("INTEGER");
            b.HasKey("Id");
            b.HasIndex("CommitmentId");
            b.HasIndex("SopInstanceUid");
            b.ToTable("commitment_instances", (string?)null);
        });

        modelBuilder.Entity("DicomNode.Storage.Rows.Instance", b => b
            .HasOne("DicomNode.Storage.Rows.Series", "Series").WithMany("Instances").HasForeignKey("SeriesId").OnDelete(DeleteBehavior.Cascade).IsRequired());
        modelBuilder.Entity("DicomNode.Storage.Rows.Job", b => b
            .HasOne("DicomNode.Storage.Rows.Series", "Series").WithMany("Jobs").HasForeignKey("SeriesId").OnDelete(DeleteBehavior.Cascade).IsRequired());
        modelBuilder.Entity("DicomNode.Storage.Rows.JobInput", b =>
        {
            b.HasOne("DicomNode.Storage.Rows.Job", "Job").WithMany("Inputs").HasForeignKey("JobId").OnDelete(DeleteBehavior.Cascade).IsRequired();
            b.HasOne("DicomNode.Storage.Rows.Series", "Series").WithMany("Uses").HasForeignKey("SeriesId").OnDelete(DeleteBehavior.Cascade).IsRequired();
        });
        modelBuilder.Entity("DicomNode.Storage.Rows.Result", b => b
            .HasOne("DicomNode.Storage.Rows.Job", "Job").WithMany("Results").HasForeignKey("JobId").OnDelete(DeleteBehavior.Cascade).IsRequired());
        modelBuilder.Entity("DicomNode.Storage.Rows.Delivery", b => b
            .HasOne("DicomNode.Storage.Rows.Result", "Result").WithMany("Deliveries").HasForeignKey("ResultId").OnDelete(DeleteBehavior.Cascade).IsRequired());
        modelBuilder.Entity("DicomNode.Storage.Rows.DeliveryChoice", b =>
        {
            b.HasOne("DicomNode.Storage.Rows.Delivery", "Delivery").WithMany("Choices").HasForeignKey("DeliveryId").OnDelete(DeleteBehavior.Cascade).IsRequired();
            b.HasOne("DicomNode.Storage.Rows.Result", "Result").WithMany("Choices").HasForeignKey("ResultId").OnDelete(DeleteBehavior.Cascade).IsRequired();
        });
        modelBuilder.Entity("DicomNode.Storage.Rows.CommitmentInstance", b => b
            .HasOne("DicomNode.Storage.Rows.Commitment", "Commitment").WithMany("Instances").HasForeignKey("CommitmentId").OnDelete(DeleteBehavior.Cascade).IsRequired());
    }
}
