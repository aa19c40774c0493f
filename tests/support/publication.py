"""A publication with every element that a document can have. The municipality Exempelby is made up."""

from collections.abc import Mapping
from datetime import date, timedelta

from medlofte.progress.charts import BarChart, PaceChart, Picture
from medlofte.publishing.publication import Publication

START = date(2026, 1, 1)

MARKDOWN = """\
Samhällsbyggnadsförvaltningen

Datum: 2026-03-31\\
Diarienummer: KS 2026/0117\\
Handläggare: Alva Exempelsson, säkerhetssamordnare

Till kommunstyrelsen

# Uppföljning av medborgarlöftet i Exempelby

Exempelby är en påhittad kommun. Dokumentet visar alla delar som ett dokument kan ha: **fet text**, *kursiv text*,
***båda***, `kod`, en [länk till webben](https://example.org/lofte?a=1&b=2) och en [länk inom
webbplatsen](../data/lofte.json). Tecken som å ä ö é ü § – — “citat” ”citat” ’ … ½ € → × ≥ − syns som de är.

## Förslag till beslut

1. Kommunstyrelsen tar del av hur medborgarlöftet har genomförts per den 31 mars 2026.
2. Kommunstyrelsen ger kommundirektören i uppdrag att återkomma senast den 30 september 2026.

Förslaget fortsätter med egna nummer:

4. Uppdraget rapporteras till fullmäktige.
5. Polisen får del av beslutet.

## Sammanfattning av ärendet

Av åtta aktiviteter är en uppfylld, tre i fas, två efter planen och en inte uppfylld. En har inte rapporterats.

![Fotpatrull: 12 av 20 är gjorda, 60 procent, när hälften av tiden har gått.](picture:bar)

- Synlig polis på Torget och i Parken, särskilt fredagar och lördagar mellan klockan 20 och 02, tillsammans med
  fältarbetare, väktare och nattvandrare.
- Trygghetsvandringar
  - Centrum
  - Norrbyområdet
- Belysning

## Aktiviteterna

### Trygghet i centrum

*Tabell 1. Vad som är lovat och gjort per den 31 mars 2026*

| Aktivitet | Ansvarig | Mål | Utfall | Läge |
| --- | --- | --- | --- | --- |
| Polisen fotpatrullerar på Torget fredagar och lördagar | Polisen | 20 | 12 | [i fas](status:on-track) |
| Trygghetsvandringar med fastighetsägarna | Kommunen | 4 | 4 | [uppfyllt](status:kept) |
| Belysningen i gång- och cykeltunnlar ses över | Samhällsbyggnadsförvaltningen | 6 | 1 | [efter](status:behind) |
| Ordningsvakter i Parken | Kommunen | 30 | 0 | [inte uppfyllt](status:not-kept) |
| Informationsmöten om bedrägerier mot äldre | Polisen | 3 | – | [inte rapporterat](status:not-reported) |
| Klotter saneras inom 24 timmar | Kommunen | – | – | [utan siffra](status:no-figure) |
| Grannsamverkan | Bostadsbolaget | – | – | [pågår](status:ongoing) |
| Kameror vid stationen | Kommunen | 2 | – | [inte påbörjat](status:not-started) |
| Föräldravandringar | Föreningarna | 10 | 5 | [delvis](status:partly) |

Fotpatrullerna följer planen. Takten har varit jämn sedan februari.

![Fotpatruller från 1 januari till 31 mars 2026: 12 är gjorda av 20. Jämn takt vore 10.](picture:pace)

### Brås tabell

| Orsak | Åtgärd | Operativt mål | När | Vem | Uppföljning |
| --- | --- | --- | --- | --- | --- |
| Otrygghet kvällstid | Fotpatrull ![12 av 20](picture:bar) | Polisen syns | 2026-01-01–2026-06-30 | \
Lokalpolisområdeschefen | Varje tertial |
| Mörka tunnlar | Armaturer byts | Alla tunnlar belysta | 2026-09-30 | Gatuenheten | [efter](status:behind) |

#### Synpunkter

> Det har blivit lugnare på Torget, men tunneln vid skolan är fortfarande mörk.
>
> - Deltagare i trygghetsvandringen

##### Avvikelser

Ordningsvakterna har inte kunnat förordnas. **\\[fyll i: vad som ersätter\\]**

###### Noter

Siffrorna är inrapporterade av parterna.

## [In English](lang:en)

Exempelby is a made-up municipality. Of eight activities one is kept, three are on track.

### Contact

Write to [the municipality](mailto:kommun@example.org).

---

Underlag: löftet exempelby-2026 per 31 mars 2026, incheckning 1a2b3c4. Framställt med medlofte 0.1.0.
"""

PICTURES: Mapping[str, Picture] = {
    "bar": BarChart(0.6, 0.5),
    "pace": PaceChart(
        start=START,
        end=date(2026, 6, 30),
        as_of=date(2026, 3, 31),
        done=tuple((START + timedelta(days=at), done) for at, done in ((0, 0), (20, 1), (40, 4), (61, 9), (89, 12))),
        wanted=((START, 0), (date(2026, 6, 30), 20)),
        unit="fotpatruller",
    ),
}

PUBLICATION = Publication(
    title="Uppföljning av medborgarlöftet i Exempelby",
    kind="Uppföljning",
    publisher="Exempelby kommun",
    day=date(2026, 3, 31),
    markdown=MARKDOWN,
    pictures=PICTURES,
    description="Hur medborgarlöftet har genomförts per den 31 mars 2026.",
)
