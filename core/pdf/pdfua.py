"""The claim of PDF/UA-1 beside that of PDF/A-3a: one file that archives keep and screen readers read.

WeasyPrint writes one of the two identifications into a file's metadata. PDF/A knows no property of PDF/UA, so
the block that names it comes with its description as an extension schema (ISO 19005-3, 6.6.2.3.3).
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
CLAIM = f"""
<rdf:RDF xmlns:rdf="{RDF}">
  <rdf:Description rdf:about="" xmlns:pdfuaid="{PDFUAID}">
    <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about=""
      xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
      xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas>
      <rdf:Bag>
        <rdf:li rdf:parseType="Resource">
          <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
          <pdfaSchema:namespaceURI>{PDFUAID}</pdfaSchema:namespaceURI>
          <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
          <pdfaSchema:property>
            <rdf:Seq>
              <rdf:li rdf:parseType="Resource">
                <pdfaProperty:name>part</pdfaProperty:name>
                <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
                <pdfaProperty:category>internal</pdfaProperty:category>
                <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
              </rdf:li>
            </rdf:Seq>
          </pdfaSchema:property>
        </rdf:li>
      </rdf:Bag>
    </pdfaExtension:schemas>
  </rdf:Description>
</rdf:RDF>
"""
# The validators of PDF/A look for the extension schema under these very prefixes.
PREFIXES = {
    "pdfuaid": PDFUAID,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def claim(metadata: Any) -> None:
    """Makes the document's metadata say PDF/UA-1 besides what they say anyway."""
    written = metadata.generate_rdf_metadata

    def with_claim(*variant: Any) -> bytes:
        return joined(written(*variant))

    metadata.generate_rdf_metadata = with_claim


def joined(rdf: bytes) -> bytes:
    """The descriptions of `rdf`, and the claim's after them."""
    for prefix, namespace in PREFIXES.items():
        ElementTree.register_namespace(prefix, namespace)
    tree = ElementTree.fromstring(rdf)
    tree.extend(ElementTree.fromstring(CLAIM))
    written: bytes = ElementTree.tostring(tree, encoding="utf-8")
    return written
