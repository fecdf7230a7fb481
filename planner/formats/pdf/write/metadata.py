"""What a file says about itself: the Info dictionary, the same facts as XMP, and the meaning of its colours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol

from planner.formats.pdf.engine import pdfdoc
from planner.formats.pdf.layout.linebreak import escape
from planner.formats.pdf.write.objects import CompactDocument, RawDictionary, text_string
from planner.resources import bundled

PRODUCER = "cramp-planner"


class About(Protocol):
    """What a file says of itself: its title, its subject, its language and its keywords."""

    @property
    def title(self) -> str:
        """The title, which a reader shows in place of the file's name."""

    @property
    def subject(self) -> str:
        """What it is about, in a few words."""

    @property
    def language(self) -> str:
        """The language of its words, as en-GB."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words to find it by."""


class Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The Info dictionary in a fixed form."""

    def __init__(self, text: str) -> None:
        """Hold the text of the dictionary."""
        super().__init__()
        self.text = text

    def format(self, _document: Any) -> bytes:
        """Return the dictionary's bytes."""
        return f"<<{self.text}>>".encode("latin-1")


def describe(pdf: CompactDocument, document: About, creation_time: int) -> None:
    """Write title, language, dates, conformance and output intent into a PDF; no name of a person."""
    moment = datetime.fromtimestamp(creation_time, UTC)
    pdf.info = Info(_info(document, moment))
    catalog = pdf.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Lang = pdfdoc.PDFString(document.language)
    catalog.MarkInfo = RawDictionary("/Marked true")
    catalog.ViewerPreferences = RawDictionary("/DisplayDocTitle true")
    catalog.Metadata = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}),
        _xmp(document, moment).encode(),
    )
    catalog.OutputIntents = pdfdoc.PDFArray([_intent(pdf)])


def _info(document: About, moment: datetime) -> str:
    date = text_string(moment.strftime("D:%Y%m%d%H%M%SZ"))
    entries = {
        "Title": escape(document.title),
        "Subject": escape(document.subject),
        "Keywords": escape(", ".join(document.keywords)),
        "Producer": PRODUCER,
        "Creator": PRODUCER,
    }
    texts = "".join(f"/{key} {text_string(value)}" for key, value in entries.items() if value)
    return f"{texts}/CreationDate {date}/ModDate {date}"


def _intent(pdf: CompactDocument) -> RawDictionary:
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3}), (bundled("fonts") / "srgb.icc").read_bytes(), [pdfdoc.PDFZCompress]
    )
    number = pdf.number_of(pdf.Reference(profile).name)
    name = "(sRGB IEC61966-2.1)"
    return RawDictionary(
        f"/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier {name}/Info {name}/DestOutputProfile {number} 0 R"
    )


def xml(text: str) -> str:
    """Return a text for use in XML; the standard library's own function would import a web client."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _xmp(document: About, moment: datetime) -> str:
    when = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    keywords = escape(", ".join(document.keywords))
    values = {
        "title": xml(escape(document.title)),
        "subject": xml(escape(document.subject)),
        "language": xml(document.language),
        "keywords": f"<pdf:Keywords>{xml(keywords)}</pdf:Keywords>" if keywords else "",
        "producer": PRODUCER,
        "when": when,
    }
    return _XMP.format(**values)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>{keywords}
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which this file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
