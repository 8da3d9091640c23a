"""Which words name organisations and which places: constructions and their traps."""

import pytest

from kg.document import Report
from kg.facts import EntityKind
from kg.pipeline import extract


def named(text: str, kind: EntityKind) -> set[str]:
    return {entity.name for entity in extract(Report(id="r", text=text)).entities if entity.kind is kind}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It condemns the insults of Mr. Lovik against our sister.", {"Lovik"}),
        ("“We came,” said M.A.R. Lovik of the Grey Lamp Movement.", {"M.A.R. Lovik"}),
        ("Mrs Ada Luz LOVIK and Mr VARN Ivo spoke for the UQLW.", {"Ada Luz LOVIK", "VARN Ivo"}),
        ("Daw Khin Lovik and U Hla Varn Orrel spoke.", {"Khin Lovik", "Hla Varn Orrel"}),
        ("OC Ada Lovik refused to meet us.", {"Ada Lovik"}),
    ],
)
def test_persons(text: str, names: set[str]) -> None:
    assert named(text, EntityKind.PERSON) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Union of Quarry and Lime Workers (UQLW) called a strike.", {"Union of Quarry and Lime Workers"}),
        ("The Drivers' and Conductors' Federation called a strike.", {"Drivers' and Conductors' Federation"}),
        ("The Ministry of Labour, Trade and Industry refused.", {"Ministry of Labour, Trade and Industry"}),
        ("The march was called by Neighbours for the Creek (NfC).", {"Neighbours for the Creek"}),
        ("She belongs to the Belmora Mothers against Poison.", {"Belmora Mothers against Poison"}),
        ("Some 300 packers of the exporter Frutas Oriel walked out.", {"Frutas Oriel"}),
        ("According to Darvan, a semi-official news agency, 400 people came.", {"Darvan"}),
        ("Radio Kestrel spoke of 400 people.", {"Radio Kestrel"}),
        ("The workers of Solmas Tea Limited struck. Later Solmas said that talks went on.", {"Solmas Tea Limited"}),
        ("The Grey Lamp Movement marched. Ada Lovik spoke for the Movement.", {"Grey Lamp Movement"}),
        ("Flags of the Kestrel Party and Grace Vale Church were waved.", {"Kestrel Party", "Grace Vale Church"}),
        ("Nurses at Belmora Model Hospital named the dead.", {"Belmora Model Hospital"}),
        ("A crowd stood outside Belmora Model Hospital.", set()),
        ("The French government said nothing, and the police watched.", set()),
        ("Energy Minister Ada Lovik said no.", set()),
        ("Workers of drone-maker Petrosol Varn walked out.", {"Petrosol Varn"}),
        ("The strike committee, Red Thread, met on Monday.", {"Red Thread"}),
        ("The leader of the strike committee, Ada Lovik, spoke.", set()),
        ("The company Ada Lovik founded is gone.", set()),
        ("Haulage firm Trask & Sons sacked forty drivers.", {"Trask & Sons"}),
        ("Ada Lovik told the Kestrel Circle she would stay.", {"Kestrel Circle"}),
        ("The judge told the Belmora crowd that it must go.", set()),
        ("A video seen by Kestrel shows smoke.", {"Kestrel"}),
        ("Varna Friends Watch (VFW) called for a vigil.", {"Varna Friends Watch"}),
        ("She leads the Belmora Fishermen's Association.", {"Belmora Fishermen's Association"}),
        ("Your Union of Nurses of Lima writes to you.", {"Union of Nurses of Lima"}),
        ("Mrs Ada Luz LOVIK and Mr VARN Ivo spoke for the UQLW.", {"UQLW"}),
        ("Belmora police said nobody was hurt.", {"Belmora police"}),
        ("Riot police said nobody was hurt.", set()),
        ("Ada Watch, 34, and Jim Circle, a teacher, spoke.", set()),
        ("Members of Bakery and Grain Workers Local 418 walked out.", {"Bakery and Grain Workers Local 418"}),
        ("The District Chief Executive, Ada Lovik, came.", set()),
        ("A placard read 20 IS PLENTY and another said HANDS OFF OUR MILL.", set()),
        ("They stood outside the Belmora Press Club.", set()),
        ("They appealed to the High Court.", {"High Court"}),
        ("DOCKERS MARCH AGAINST PAY CUT\n\nThe dockers marched.", set()),
        ("Deputy Inspector General (DIG) Ada Lovik spoke to Mr Orrel. The DIG left.", set()),
        ("They marched to vice-chancellor AK Lovik's office.", set()),
        ("BELMORA, NOV 25: The dockers marched.", set()),
        ("The dockers blocked the Grey Highway (NH) 73.", set()),
        ("Shops in the West Bank were shut.", set()),
        ("Members of the All Kolmar Students' Association came.", {"All Kolmar Students' Association"}),
        ("The Kolm Bakers, Millers and Grocers Union (KBGU) struck.", {"Kolm Bakers, Millers and Grocers Union"}),
        ("The KCTU (Congress of Kolmian Trade Unions) struck.", {"Congress of Kolmian Trade Unions"}),
        ("The Teachers' Union of Kolm Bay (TUKB) met. The TUKB struck.", {"Teachers' Union of Kolm Bay"}),
        ("The Brotherhood of Millers Front (BMF) met.", {"Brotherhood of Millers Front"}),
        ("The Ministry of Mining met. The Mining Ministry said no.", {"Ministry of Mining"}),
        ("The Kolm City Council met. Kolm Council said no.", {"Kolm City Council"}),
        ("The Kolm teachers' federation KTEF met. KTEF said no.", {"Kolm teachers' federation"}),
        ("Ada Lovik, of the Kolm Bakers Union (KBU), spoke.", {"Kolm Bakers Union"}),
        ("The Federation of Kolm Workers’ Unions(FKWU) met.", {"Federation of Kolm Workers’ Unions"}),
        ("According to Saftu president, Ada Lovik, the march is off.", {"Saftu"}),
        ("The general secretary of Saftu, Ada Lovik, spoke.", {"Saftu"}),
        ("Orvale Kuppet chairman Ada Lovik spoke.", {"Orvale Kuppet"}),
        ("Maoist leader Ada Lovik spoke.", set()),
        ("Catalonia president Ada Lovik spoke.", set()),
        ("The South Kolmar Federation (Brenn) met. Brenn left.", {"South Kolmar Federation"}),
        ("Kftu chairman Ada Lovik spoke. The Kolm Forge and Tram Union (Kftu) met.", {"Kolm Forge and Tram Union"}),
        ("The Kolm Federation of Trade Unions (Kftu) struck. Kftu went on.", {"Kolm Federation of Trade Unions"}),
        ("Ada Lovik thanked the Labour Minister, Ilka Brenn.", set()),
        ("The Union of Workers of Kolm's Schools (UWKS) met.", {"Union of Workers of Kolm's Schools"}),
        ("The Union of Workers of Kolm's President Ada Lovik spoke.", {"Union of Workers of Kolm"}),
    ],
)
def test_organizations(text: str, names: set[str]) -> None:
    assert named(text, EntityKind.ORGANIZATION) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A crowd gathers\n\nBELMORA, Peru, May 3 (Kestrel News) - A crowd gathered.", {"BELMORA", "Peru"}),
        ("A crowd gathers\n\nVarna Nova, 12 May – A crowd gathered.", {"Varna Nova"}),
        ("Two towns\n\nBELMORA: Nurses marched.\n\nSOLMAS: Bakers struck.", {"BELMORA", "SOLMAS"}),
        ("Two towns\n\nBelmora\n\nNurses marched there.\n\nSolmas\n\nBakers struck.", {"Belmora", "Solmas"}),
        ("People marched through Belmora to Solmas.", {"Belmora", "Solmas"}),
        ("They live in the districts of Belmora and Solmas.", {"Belmora", "Solmas"}),
        ("Dockers of Belmora and the mayor of Solmas came.", {"Belmora", "Solmas"}),
        ("Ada Lovik, a Belmora-based haulier, said no.", {"Belmora"}),
        ("They met at Gate 5 and at the Palace of Culture.", {"Gate 5", "Palace of Culture"}),
        ("They met on Plaza Oriel, in front of Belmora town hall.", {"Plaza Oriel", "Belmora town hall"}),
        ("They blocked the road at Belmora's Oriel market.", {"Belmora", "Oriel market"}),
        ("A letter from Ada Lovik was read.", set()),
        ("They marched out of the Church of St Oriel.", {"Church of St Oriel"}),
        ("Protesters blocked the N7 and met on the A1614.", {"N7", "A1614"}),
        ("She printed it on A4 paper.", set()),
        ("Coaches came from as far away as Belmora and Solmas.", {"Belmora", "Solmas"}),
        ("The dispute has reached the Varnel's dry villages.", {"Varnel"}),
        ("Police stood at the bridge over the Varna.", {"Varna"}),
        ("They passed the Belmora covered market.", {"Belmora covered market"}),
        ("Ada Lovik, 76, of Solmas, spoke.", {"Solmas"}),
        ("Villagers in neighbouring Solmas lay down.", {"Solmas"}),
        ("She spoke in Tagalog.", set()),
        ("The nurses struck.\n\n– with a report from Ada Lovik", set()),
        ("It is known from Ada Lovik's novel.", set()),
        ("Jerry Hall, 42, and Mary Street, a baker, spoke.", set()),
        ("They were taken to a police station.", set()),
        ("The Belmora Dockers' Union struck.", set()),
        ("PRESS RELEASE – The nurses strike.", set()),
        ("They reject the Bill on Fair Pay in Land Acquisition, Rehabilitation and Resettlement.", set()),
        ("Streets were closed as thousands joined a march near the Grove.", set()),
        ("They marched to the Kolmar County Courthouse.", {"Kolmar County Courthouse"}),
        ('"Our Black people suffer," said Ada Lovik.', set()),
        ("They marched through downtown Phoenix.", {"Phoenix"}),
        ("They jeered on the day of the State of the Nation Address.", set()),
        ("They met at Unity Fountain and in the Free Province.", {"Unity Fountain", "Free Province"}),
        ("Shops in Gaza and the West Bank were shut.", {"Gaza", "West Bank"}),
        ('"We\'re with them," said Ada Lovik.', set()),
    ],
)
def test_places(text: str, names: set[str]) -> None:
    assert named(text, EntityKind.PLACE) == names
