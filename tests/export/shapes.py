"""SHACL shapes of our own: what a reader of each vocabulary may count on."""

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dt: <https://www.datatourisme.fr/ontology/core#> .
@prefix old: <http://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix cpev: <https://w3id.org/italia/onto/CPEV/> .
@prefix ti: <https://w3id.org/italia/onto/TI/> .
@prefix clv: <https://w3id.org/italia/onto/CLV/> .
@prefix poi: <https://w3id.org/italia/onto/POI/> .
@prefix l0: <https://w3id.org/italia/onto/l0/> .
@prefix : <urn:shapes:> .
"""
SCHEMA_ORG = f"""{PREFIXES}
:Festival a sh:NodeShape ; sh:targetClass schema:Festival ;
  sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
  sh:property [ sh:path schema:startDate ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:pattern "^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}" ] ;
  sh:property [ sh:path schema:location ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :Place ] ;
  sh:property [ sh:path schema:superEvent ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
:Edition a sh:NodeShape ; sh:targetSubjectsOf schema:eventStatus ;
  sh:property [ sh:path schema:eventStatus ; sh:maxCount 1 ; sh:in (
    "https://schema.org/EventScheduled" "https://schema.org/EventCancelled"
    schema:EventScheduled schema:EventCancelled ) ] ;
  sh:property [ sh:path schema:endDate ; sh:minCount 1 ; sh:maxCount 1 ] .
:Place a sh:NodeShape ;
  sh:property [ sh:path schema:geo ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :Geo ] ;
  sh:property [ sh:path schema:address ; sh:minCount 1 ; sh:maxCount 1 ] .
:Geo a sh:NodeShape ;
  sh:property [ sh:path schema:latitude ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:minInclusive -90.0 ; sh:maxInclusive 90.0 ] ;
  sh:property [ sh:path schema:longitude ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:minInclusive -180.0 ; sh:maxInclusive 180.0 ] .
:Series a sh:NodeShape ; sh:targetClass schema:EventSeries ;
  sh:property [ sh:path schema:identifier ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path schema:description ; sh:uniqueLang true ; sh:minCount 1 ] .
:Schedule a sh:NodeShape ; sh:targetClass schema:Schedule ;
  sh:property [ sh:path schema:duration ; sh:minCount 1 ; sh:pattern "^P[0-9]+D$" ] ;
  sh:property [ sh:path schema:scheduleTimezone ; sh:minCount 1 ; sh:pattern "^Europe/" ] .
:Trip a sh:NodeShape ; sh:targetClass schema:TouristTrip ;
  sh:property [ sh:path schema:itinerary ; sh:minCount 1 ; sh:class schema:ItemList ] ;
  sh:property [ sh:path schema:subTrip ; sh:minCount 1 ] .
:Boat a sh:NodeShape ; sh:targetClass schema:BoatTrip ;
  sh:property [ sh:path schema:departureTime ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path schema:departureBoatTerminal ; sh:class schema:BoatTerminal ;
    sh:minCount 1 ] .
"""
DCAT = f"""{PREFIXES}
:Catalogue a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:license ; sh:nodeKind sh:IRI ; sh:minCount 1 ] ;
  sh:property [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dcat:theme ; sh:minCount 1 ;
    sh:pattern "^http://publications.europa.eu/resource/authority/data-theme/[A-Z]{{4}}$" ] ;
  sh:property [ sh:path dct:modified ; sh:datatype xsd:date ; sh:minCount 1 ] ;
  sh:property [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .
:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ;
    sh:pattern "^http://www.iana.org/assignments/media-types/[a-z]+/[a-z.+-]+$" ] ;
  sh:property [ sh:path dct:license ; sh:minCount 1 ] .
"""
DATATOURISME = f"""{PREFIXES}
:Poi a sh:NodeShape ; sh:targetClass dt:PointOfInterest ;
  sh:class dt:EntertainmentAndEvent ;
  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:uniqueLang true ;
    sh:datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ] ;
  sh:property [ sh:path dt:takesPlaceAt ; sh:minCount 1 ; sh:node :Period ] ;
  sh:property [ sh:path dt:isLocatedAt ; sh:minCount 1 ; sh:class dt:Place ] ;
  sh:property [ sh:path ( dt:isLocatedAt old:geo old:latitude ) ; sh:minCount 1 ;
    sh:datatype xsd:decimal ] ;
  sh:property [ sh:path dt:lastUpdate ; sh:datatype xsd:date ; sh:minCount 1 ] .
:Period a sh:NodeShape ;
  sh:property [ sh:path dt:startDate ; sh:datatype xsd:date ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:lessThanOrEquals dt:endDate ] ;
  sh:property [ sh:path dt:endDate ; sh:datatype xsd:date ; sh:minCount 1 ; sh:maxCount 1 ] .
"""
CPEV = f"""{PREFIXES}
:Event a sh:NodeShape ; sh:targetClass cpev:PublicEvent ;
  sh:property [ sh:path cpev:eventTitle ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path l0:identifier ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path l0:description ; sh:uniqueLang true ; sh:minCount 1 ] ;
  sh:property [ sh:path cpev:takesPlaceIn ; sh:class poi:PointOfInterest ; sh:minCount 1 ] ;
  sh:property [ sh:path ( cpev:takesPlaceIn clv:hasGeometry clv:lat ) ;
    sh:datatype xsd:decimal ; sh:minCount 1 ; sh:maxCount 1 ] .
:Dated a sh:NodeShape ; sh:targetSubjectsOf cpev:subEventOf ;
  sh:property [ sh:path ti:atTime ; sh:class ti:TimeInterval ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path ( ti:atTime ti:startTime ) ; sh:datatype xsd:date ; sh:minCount 1 ] .
"""
