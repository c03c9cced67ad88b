using System.Globalization;
using System.Xml;

namespace DicomNode.Dicom.Auditing;

/// <summary>An audit message. PS3.15 §A.5.</summary>
public sealed record AuditMessage(AuditEvent Event, AuditSource Source, IReadOnlyList<AuditParticipant> Participants, IReadOnlyList<AuditObject> Objects)
{
    /// <summary>As XML in UTF-8 on one line, in the schema of §A.5.1. What XML cannot carry (control characters of a title, say) becomes U+FFFD.</summary>
    public byte[] ToXml()
    {
        using MemoryStream bytes = new();
        using (XmlWriter xml = XmlWriter.Create(bytes, new() { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = false }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("AuditMessage");
            WriteEvent(xml);
            foreach (AuditParticipant participant in Participants)
            {
                Write(xml, participant);
            }

            xml.WriteStartElement("AuditSourceIdentification");
            Attribute(xml, "AuditEnterpriseSiteID", Source.EnterpriseSiteId);
            Attribute(xml, "AuditSourceID", Source.Id);
            xml.WriteStartElement("AuditSourceTypeCode");
            xml.WriteAttributeString("csd-code", "4");
            xml.WriteEndElement();
            xml.WriteEndElement();
            foreach (AuditObject one in Objects)
            {
                Write(xml, one);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private void WriteEvent(XmlWriter xml)
    {
        xml.WriteStartElement("EventIdentification");
        xml.WriteAttributeString("EventActionCode", $"{(char)Event.Action}");
        xml.WriteAttributeString("EventDateTime", Event.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("EventOutcomeIndicator", Event.Outcome.ToString("D"));
        Write(xml, "EventID", Event.Id);
        foreach (AuditCode type in Event.Types)
        {
            Write(xml, "EventTypeCode", type);
        }

        if (Event.OutcomeDescription is { } description)
        {
            xml.WriteElementString("EventOutcomeDescription", Clean(description));
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, AuditParticipant participant)
    {
        xml.WriteStartElement("ActiveParticipant");
        Attribute(xml, "UserID", participant.UserId);
        Attribute(xml, "AlternativeUserID", participant.AeTitles.Count == 0 ? null : $"AETITLES={string.Join(';', participant.AeTitles)}");
        Attribute(xml, "UserName", participant.UserName);
        xml.WriteAttributeString("UserIsRequestor", participant.IsRequestor ? "true" : "false");
        if ((participant.Address ?? participant.MachineName) is { } point)
        {
            Attribute(xml, "NetworkAccessPointID", point);
            xml.WriteAttributeString("NetworkAccessPointTypeCode", participant.Address is null ? "1" : "2");
        }

        foreach (AuditCode role in participant.Roles)
        {
            Write(xml, "RoleIDCode", role);
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, AuditObject one)
    {
        xml.WriteStartElement("ParticipantObjectIdentification");
        Attribute(xml, "ParticipantObjectID", one.Id);
        xml.WriteAttributeString("ParticipantObjectTypeCode", $"{one.TypeCode}");
        xml.WriteAttributeString("ParticipantObjectTypeCodeRole", $"{one.Role}");
        Write(xml, "ParticipantObjectIDTypeCode", one.IdType);
        if (one.Query is { } query)
        {
            xml.WriteElementString("ParticipantObjectQuery", Convert.ToBase64String(query.Span));
        }
        else
        {
            xml.WriteElementString("ParticipantObjectName", Clean(one.Name));
        }

        foreach ((string type, string value) in one.Details)
        {
            xml.WriteStartElement("ParticipantObjectDetail");
            Attribute(xml, "type", type);
            xml.WriteAttributeString("value", Convert.ToBase64String(TextEncoding.UTF8.GetBytes(value)));
            xml.WriteEndElement();
        }

        if (one.SopClasses.Count > 0)
        {
            xml.WriteStartElement("ParticipantObjectDescription");
            foreach ((string sopClassUid, int instances) in one.SopClasses)
            {
                xml.WriteStartElement("SOPClass");
                Attribute(xml, "UID", sopClassUid);
                xml.WriteAttributeString("NumberOfInstances", $"{instances}");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string element, AuditCode code)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "csd-code", code.Code);
        Attribute(xml, "codeSystemName", code.Scheme);
        Attribute(xml, "originalText", code.Meaning);
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, Clean(value));
        }
    }

    private static string Clean(string text)
    {
        char[]? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!XmlConvert.IsXmlChar(text[i]) && !isPair)
            {
                (clean ??= text.ToCharArray())[i] = '\uFFFD';
            }

            i += isPair ? 1 : 0;
        }

        return clean is null ? text : new(clean);
    }
}
