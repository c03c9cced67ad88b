using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace DicomNode.Testing;

/// <summary>The schema of PS3.15 §A.5.1, which the standard gives in RELAX NG, as XML Schema: written from its text, and used to test with only.</summary>
public static class AuditSchema
{
    private const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:attributeGroup name="coded">
            <xs:attribute name="csd-code" type="xs:token" use="required"/>
            <xs:attribute name="codeSystemName" type="xs:token" use="required"/>
            <xs:attribute name="displayName" type="xs:token"/>
            <xs:attribute name="originalText" type="xs:token" use="required"/>
          </xs:attributeGroup>
          <xs:complexType name="Code"><xs:attributeGroup ref="coded"/></xs:complexType>
          <xs:complexType name="Uid"><xs:attribute name="UID" type="xs:token" use="required"/></xs:complexType>
          <xs:element name="AuditMessage"><xs:complexType><xs:sequence>
            <xs:element name="EventIdentification"><xs:complexType>
              <xs:sequence>
                <xs:element name="EventID" type="Code"/>
                <xs:element name="EventTypeCode" type="Code" minOccurs="0" maxOccurs="unbounded"/>
                <xs:element name="EventOutcomeDescription" type="xs:string" minOccurs="0"/>
              </xs:sequence>
              <xs:attribute name="EventActionCode"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[CRUDE]"/></xs:restriction></xs:simpleType></xs:attribute>
              <xs:attribute name="EventDateTime" type="xs:dateTime" use="required"/>
              <xs:attribute name="EventOutcomeIndicator" use="required"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="0|4|8|12"/></xs:restriction></xs:simpleType></xs:attribute>
            </xs:complexType></xs:element>
            <xs:element name="ActiveParticipant" maxOccurs="unbounded"><xs:complexType>
              <xs:sequence>
                <xs:element name="RoleIDCode" type="Code" minOccurs="0" maxOccurs="unbounded"/>
                <xs:element name="MediaIdentifier" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="MediaType" type="Code"/></xs:sequence></xs:complexType></xs:element>
              </xs:sequence>
              <xs:attribute name="UserID" type="xs:string" use="required"/>
              <xs:attribute name="AlternativeUserID" type="xs:string"/>
              <xs:attribute name="UserName" type="xs:string"/>
              <xs:attribute name="UserIsRequestor" type="xs:boolean" use="required"/>
              <xs:attribute name="NetworkAccessPointID" type="xs:token"/>
              <xs:attribute name="NetworkAccessPointTypeCode"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-5]"/></xs:restriction></xs:simpleType></xs:attribute>
            </xs:complexType></xs:element>
            <xs:element name="AuditSourceIdentification"><xs:complexType>
              <xs:sequence><xs:element name="AuditSourceTypeCode" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                <xs:attribute name="csd-code" type="xs:token" use="required"/>
                <xs:attribute name="codeSystemName" type="xs:token"/><xs:attribute name="displayName" type="xs:token"/><xs:attribute name="originalText" type="xs:token"/>
              </xs:complexType></xs:element></xs:sequence>
              <xs:attribute name="AuditEnterpriseSiteID" type="xs:token"/>
              <xs:attribute name="AuditSourceID" type="xs:token" use="required"/>
            </xs:complexType></xs:element>
            <xs:element name="ParticipantObjectIdentification" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
              <xs:sequence>
                <xs:element name="ParticipantObjectIDTypeCode" type="Code"/>
                <xs:choice><xs:element name="ParticipantObjectName" type="xs:token"/><xs:element name="ParticipantObjectQuery" type="xs:base64Binary"/></xs:choice>
                <xs:element name="ParticipantObjectDetail" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                  <xs:attribute name="type" type="xs:token" use="required"/><xs:attribute name="value" type="xs:base64Binary" use="required"/>
                </xs:complexType></xs:element>
                <xs:element name="ParticipantObjectDescription" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
                  <xs:element name="MPPS" type="Uid" minOccurs="0" maxOccurs="unbounded"/>
                  <xs:element name="Accession" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:attribute name="Number" type="xs:token" use="required"/></xs:complexType></xs:element>
                  <xs:element name="SOPClass" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                    <xs:sequence><xs:element name="Instance" type="Uid" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
                    <xs:attribute name="UID" type="xs:token"/><xs:attribute name="NumberOfInstances" type="xs:integer" use="required"/>
                  </xs:complexType></xs:element>
                  <xs:element name="ParticipantObjectContainsStudy" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="StudyIDs" type="Uid" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
                  <xs:element name="Encrypted" type="xs:boolean" minOccurs="0"/>
                  <xs:element name="Anonymized" type="xs:boolean" minOccurs="0"/>
                </xs:sequence></xs:complexType></xs:element>
              </xs:sequence>
              <xs:attribute name="ParticipantObjectID" type="xs:token" use="required"/>
              <xs:attribute name="ParticipantObjectTypeCode"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-4]"/></xs:restriction></xs:simpleType></xs:attribute>
              <xs:attribute name="ParticipantObjectTypeCodeRole"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-9]|1[0-9]|2[0-6]"/></xs:restriction></xs:simpleType></xs:attribute>
              <xs:attribute name="ParticipantObjectDataLifeCycle"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[1-9]|1[0-5]"/></xs:restriction></xs:simpleType></xs:attribute>
              <xs:attribute name="ParticipantObjectSensitivity" type="xs:token"/>
            </xs:complexType></xs:element>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    /// <summary>Reads a message.</summary>
    /// <exception cref="XmlSchemaValidationException">It is none of the schema.</exception>
    public static XElement Validate(string xml)
    {
        XDocument message = XDocument.Parse(xml);
        using StringReader text = new(Schema);
        using XmlReader reader = XmlReader.Create(text);
        XmlSchemaSet schemas = new();
        schemas.Add(null, reader);
        message.Validate(schemas, null);
        return message.Root!;
    }
}
