using System.Xml.Linq;
using System.Xml.Schema;
using DicomNode.Dicom.Auditing;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Auditing;

/// <summary>Audit messages as XML. PS3.15 §A.5.</summary>
public class AuditMessageTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 21, 9, 30, 47, 120, TimeSpan.FromHours(1));

    [Fact]
    public void A_transfer_is_as_the_table_of_the_standard_wants_it()
    {
        XElement message = Validate(Transfer("SCANNER") with
        {
            Objects = [AuditObject.OfStudy("1.2.3", ("1.2.840.10008.5.1.4.1.1.2", 12), ("1.2.840.10008.5.1.4.1.1.4", 3)), AuditObject.OfPatient("PID-1", "Doe^John")],
        });
        XElement happened = message.Element("EventIdentification")!;
        Assert.Equal(("C", "2026-11-21T08:30:47.120Z", "0"), ((string?)happened.Attribute("EventActionCode"), (string?)happened.Attribute("EventDateTime"), (string?)happened.Attribute("EventOutcomeIndicator")));
        Assert.Equal("<EventID csd-code=\"110104\" codeSystemName=\"DCM\" originalText=\"DICOM Instances Transferred\" />", happened.Element("EventID")!.ToString());
        Assert.Equal(["110153", "110152"], message.Elements("ActiveParticipant").Select(p => (string?)p.Element("RoleIDCode")!.Attribute("csd-code")));
        Assert.Equal("AETITLES=SCANNER", (string?)message.Element("ActiveParticipant")!.Attribute("AlternativeUserID"));
        Assert.Equal(("10.0.0.7", "2"), ((string?)message.Element("ActiveParticipant")!.Attribute("NetworkAccessPointID"), (string?)message.Element("ActiveParticipant")!.Attribute("NetworkAccessPointTypeCode")));
        Assert.Single(message.Elements("ActiveParticipant"), p => (bool)p.Attribute("UserIsRequestor")!);
        XElement study = message.Elements("ParticipantObjectIdentification").First(), patient = message.Elements("ParticipantObjectIdentification").Last();
        Assert.Equal(("1.2.3", "2", "3", "110180"), Identity(study));
        Assert.Equal([("1.2.840.10008.5.1.4.1.1.2", 12), ("1.2.840.10008.5.1.4.1.1.4", 3)], study.Descendants("SOPClass").Select(c => ((string)c.Attribute("UID")!, (int)c.Attribute("NumberOfInstances")!)));
        Assert.Equal(("PID-1", "1", "1", "2"), Identity(patient));
        Assert.Equal("4", (string?)message.Element("AuditSourceIdentification")!.Element("AuditSourceTypeCode")!.Attribute("csd-code"));
    }

    [Theory]
    [InlineData("\"><AuditMessage/>&evil; '")]
    [InlineData("CR\r\nLF\ttab")]
    [InlineData("control\u0000\u0001\u001B and half \uD83E a pair")]
    [InlineData("ümlaut 🫁 \u2028")]
    public void Whatever_stands_in_a_title_it_stays_a_value(string title)
    {
        AuditMessage message = Transfer(title);
        byte[] xml = message.ToXml();
        Assert.DoesNotContain((byte)'\n', xml);
        Assert.DoesNotContain((byte)0, xml);
        XElement read = Validate(message);
        Assert.Single(read.DescendantsAndSelf("AuditMessage"));
        string clean = string.Concat(title.EnumerateRunes().Select(r => r.Value is 0 or 1 or 0x1B ? "\uFFFD" : r.ToString()));
        Assert.Equal(clean, (string?)read.Element("ActiveParticipant")!.Attribute("UserID"));
    }

    [Fact]
    public void A_query_and_details_are_base64()
    {
        AuditObject query = new("1.2.840.10008.5.1.4.1.2.2.1", AuditCodes.SopClassUid, 2, 3) { Query = new byte[] { 1, 2, 0 }, Details = [("TransferSyntax", "1.2.840.10008.1.2.1")] };
        XElement read = Validate(Transfer("A") with { Objects = [query] }).Element("ParticipantObjectIdentification")!;
        Assert.Equal("AQIA", read.Element("ParticipantObjectQuery")!.Value);
        Assert.Equal("1.2.840.10008.1.2.1", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)read.Element("ParticipantObjectDetail")!.Attribute("value")!)));
        Assert.Null(read.Element("ParticipantObjectName"));
    }

    [Fact]
    public void The_schema_that_the_tests_use_refuses_what_the_standard_does()
    {
        string good = System.Text.Encoding.UTF8.GetString(Transfer("A").ToXml());
        AuditSchema.Validate(good);
        foreach ((string from, string to) in new[] { ("EventOutcomeIndicator=\"0\"", "EventOutcomeIndicator=\"1\""), (" UserIsRequestor=\"true\"", ""), ("csd-code=\"110104\"", "code=\"110104\""), ("<ParticipantObjectName>Study</ParticipantObjectName>", "") })
        {
            Assert.Throws<XmlSchemaValidationException>(() => AuditSchema.Validate(good.Replace(from, to, StringComparison.Ordinal)));
        }
    }

    private static (string?, string?, string?, string?) Identity(XElement one) => (
        (string?)one.Attribute("ParticipantObjectID"), (string?)one.Attribute("ParticipantObjectTypeCode"), (string?)one.Attribute("ParticipantObjectTypeCodeRole"),
        (string?)one.Element("ParticipantObjectIDTypeCode")!.Attribute("csd-code"));

    private static AuditMessage Transfer(string title) => new(
        new(AuditCodes.DicomInstancesTransferred, AuditAction.Create, s_at),
        new("NODE@host", "Hospital"),
        [
            new(title, true) { AeTitles = [title], Address = "10.0.0.7", Roles = [AuditCodes.SourceRole] },
            new("dicomnode[7]", false) { AeTitles = ["NODE"], MachineName = "host", Roles = [AuditCodes.DestinationRole] },
        ],
        [AuditObject.OfStudy("1.2.3")]);

    private static XElement Validate(AuditMessage message) => AuditSchema.Validate(System.Text.Encoding.UTF8.GetString(message.ToXml()));
}
