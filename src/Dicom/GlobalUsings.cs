// the namespace DicomNode.Dicom.Encoding hides the type of that name
global using TextEncoding = System.Text.Encoding;
