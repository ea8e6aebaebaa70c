"""Declares conformance with PDF/UA-1 (accessibility) in addition to PDF/A-3a (archiving).

WeasyPrint writes only one of the two declarations to the metadata. PDF/A does not define the PDF/UA properties, so
their declaration needs an extension schema (ISO 19005-3, 6.6.2.3.3).
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
PDFUA_DECLARATION = f"""
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
# PDF/A validators accept the extension schema only with these prefixes.
PREFIXES = {
    "pdfuaid": PDFUAID,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def declare_pdfua(metadata: Any) -> None:
    """Patch the WeasyPrint metadata object so that its RDF also declares PDF/UA-1."""
    generate = metadata.generate_rdf_metadata

    def with_declaration(*variant: Any) -> bytes:
        return add_pdfua_declaration(generate(*variant))

    metadata.generate_rdf_metadata = with_declaration


def add_pdfua_declaration(rdf: bytes) -> bytes:
    """Return the RDF with the PDF/UA descriptions appended."""
    for prefix, namespace in PREFIXES.items():
        ElementTree.register_namespace(prefix, namespace)
    tree = ElementTree.fromstring(rdf)
    tree.extend(ElementTree.fromstring(PDFUA_DECLARATION))
    result: bytes = ElementTree.tostring(tree, encoding="utf-8")
    return result
