"""What a file says about itself: the Info dictionary, the same facts as XMP, and the meaning of its colours."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Protocol

from planner.formats.pdf.layout.linebreak import escape
from planner.formats.pdf.write.objects import PdfFile, pressed, text_string
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


def described(pdf: PdfFile, document: About, creation_time: int) -> tuple[int, str]:
    """Write title, language, dates, conformance and output intent, no name of a person.

    Return the number of the Info dictionary, and keys for the catalog.
    """
    moment = datetime.fromtimestamp(creation_time, UTC)
    info = pdf.add(f"<<{_info(document, moment)}>>")
    metadata = pdf.add_stream(_xmp(document, moment).encode(), "/Type/Metadata/Subtype/XML")
    return info, f"/Lang {text_string(document.language)}/Metadata {metadata} 0 R/OutputIntents[{_intent(pdf)}]"


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


def _intent(pdf: PdfFile) -> str:
    profile = pdf.add_stream(_colours(), "/N 3/Filter/FlateDecode")
    name = "(sRGB IEC61966-2.1)"
    keys = f"/OutputConditionIdentifier {name}/Info {name}/DestOutputProfile {profile} 0 R"
    return f"<</Type/OutputIntent/S/GTS_PDFA1{keys}>>"


@cache
def _colours() -> bytes:
    return pressed((bundled("fonts") / "srgb.icc").read_bytes())


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
