using DicomNode.Assembling;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using Xunit;

namespace DicomNode.DicomNode.Tests.Assembling;

public sealed class CompletenessTests
{
    private readonly SeriesArrivals _arrivals = new();

    [Fact]
    public void One_association_that_brought_everything_and_was_released_is_evidence()
    {
        Store(association: 1, instances: 20);
        Assert.Null(Evidence(20));

        _arrivals.Ended(1, released: true);

        Assert.Equal("the sender released its association after 20 instances", Evidence(20));
    }

    [Fact]
    public void An_association_that_broke_is_none()
    {
        Store(association: 1, instances: 20);
        _arrivals.Ended(1, released: false);

        Assert.Null(Evidence(20));
    }

    [Fact]
    public void A_sender_that_opens_an_association_per_instance_proves_nothing_by_closing_it()
    {
        Store(association: 1, instances: 1);
        _arrivals.Ended(1, released: true);
        Assert.Null(Evidence(1));

        Store(association: 2, instances: 1);
        _arrivals.Ended(2, released: true);
        Assert.Null(Evidence(2));
    }

    [Fact]
    public void Instances_that_came_before_a_restart_are_not_in_what_the_association_brought()
    {
        Store(association: 1, instances: 20);
        _arrivals.Ended(1, released: true);

        Assert.Null(Evidence(here: 25));
    }

    [Fact]
    public void Images_that_name_their_number_are_evidence_when_nobody_is_sending_any_more()
    {
        for (int association = 1; association <= 3; association++)
        {
            Store(association, 1, imagesInAcquisition: 3);
            Assert.Null(Evidence(association));
            _arrivals.Ended(association, released: true);
        }

        Assert.Equal("the images say that 3 belong together, and all are here", Evidence(3));
    }

    [Fact]
    public void A_number_that_differs_from_image_to_image_is_none()
    {
        Store(1, 1, imagesInAcquisition: 2);
        Store(2, 1, imagesInAcquisition: 2, acquisition: 2);
        _arrivals.Ended(1, released: true);
        _arrivals.Ended(2, released: true);

        Assert.Null(Evidence(2));
    }

    [Fact]
    public void The_archives_count_decides_when_there_is_one()
    {
        Store(1, 20);
        _arrivals.Ended(1, released: true);

        Assert.Null(Evidence(20, new("PACS", 21)));
        Assert.Equal("PACS holds 20 instances of it, and all are here", Evidence(20, new("PACS", 20)));
        Assert.Equal("PACS holds 20 instances of it, and all are here", Completeness.Evidence(20, arrival: null, new("PACS", 20)));
        Assert.Equal("PACS holds 21 instances of it, 20 are here.", new ArchiveCount("PACS", 21).Shortage(20));
        Assert.Null(new ArchiveCount("PACS", 19).Shortage(20));
    }

    [Fact]
    public void A_sender_of_endless_series_is_forgotten_from_the_front()
    {
        for (int i = 0; i <= SeriesArrivals.MaxSeries; i++)
        {
            _arrivals.Stored($"1.{i}", 1, new());
        }

        Assert.Null(_arrivals.Of("1.0"));
        Assert.NotNull(_arrivals.Of("1.1"));
        _arrivals.Ended(1, released: true);
        Assert.Equal(0, _arrivals.Of("1.1")!.Open);
    }

    private string? Evidence(int here, ArchiveCount? archive = null) => Completeness.Evidence(here, _arrivals.Of("1.2"), archive);

    private void Store(long association, int instances, int? imagesInAcquisition = null, int acquisition = 1)
    {
        DataSet elements = new DataSet().SetNumber(Tags.AcquisitionNumber, acquisition);
        if (imagesInAcquisition is int images)
        {
            elements.SetNumber(Tags.ImagesInAcquisition, images);
        }

        for (int i = 0; i < instances; i++)
        {
            _arrivals.Stored("1.2", association, elements);
        }
    }
}
