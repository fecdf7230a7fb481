"""The countries by code (ISO 3166-1), with the names that people write; whom to call stands in plans/."""

from __future__ import annotations

from functools import cache

from planner.profile.words import spelled

# A code of two letters, then the code of three, the name, and other names, also in the country's own language.
_TABLE = """
AD AND|Andorra
AE ARE|United Arab Emirates|UAE|Emirates
AF AFG|Afghanistan
AG ATG|Antigua and Barbuda
AI AIA|Anguilla
AL ALB|Albania
AM ARM|Armenia
AO AGO|Angola
AQ ATA|Antarctica
AR ARG|Argentina
AS ASM|American Samoa
AT AUT|Austria|Österreich|Oesterreich
AU AUS|Australia
AW ABW|Aruba
AX ALA|Åland Islands
AZ AZE|Azerbaijan
BA BIH|Bosnia and Herzegovina
BB BRB|Barbados
BD BGD|Bangladesh
BE BEL|Belgium|België|Belgique|Belgien
BF BFA|Burkina Faso
BG BGR|Bulgaria|България
BH BHR|Bahrain
BI BDI|Burundi
BJ BEN|Benin
BL BLM|Saint Barthélemy
BM BMU|Bermuda
BN BRN|Brunei Darussalam|Brunei
BO BOL|Bolivia
BQ BES|Bonaire, Sint Eustatius and Saba
BR BRA|Brazil|Brasil
BS BHS|Bahamas
BT BTN|Bhutan
BV BVT|Bouvet Island
BW BWA|Botswana
BY BLR|Belarus
BZ BLZ|Belize
CA CAN|Canada|Kanada|Canadá
CC CCK|Cocos (Keeling) Islands
CD COD|Congo, The Democratic Republic of the|DR Congo|Democratic Republic of the Congo
CF CAF|Central African Republic
CG COG|Congo
CH CHE|Switzerland|Schweiz|Suisse|Svizzera
CI CIV|Côte d'Ivoire|Ivory Coast
CK COK|Cook Islands
CL CHL|Chile
CM CMR|Cameroon
CN CHN|China
CO COL|Colombia
CR CRI|Costa Rica
CU CUB|Cuba
CV CPV|Cabo Verde|Cape Verde
CW CUW|Curaçao
CX CXR|Christmas Island
CY CYP|Cyprus|Κύπρος
CZ CZE|Czechia|Czech Republic|Česko
DE DEU|Germany|Deutschland|Allemagne|Alemania
DJ DJI|Djibouti
DK DNK|Denmark|Danmark
DM DMA|Dominica
DO DOM|Dominican Republic
DZ DZA|Algeria
EC ECU|Ecuador
EE EST|Estonia|Eesti
EG EGY|Egypt
EH ESH|Western Sahara
ER ERI|Eritrea
ES ESP|Spain|España|Espana|Espagne|Spanien
ET ETH|Ethiopia
FI FIN|Finland|Suomi
FJ FJI|Fiji
FK FLK|Falkland Islands (Malvinas)|Falkland Islands
FM FSM|Micronesia, Federated States of
FO FRO|Faroe Islands
FR FRA|France|Frankreich|Francia
GA GAB|Gabon
GB GBR|United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Reino Unido|Royaume-Uni
GD GRD|Grenada
GE GEO|Georgia
GF GUF|French Guiana
GG GGY|Guernsey
GH GHA|Ghana
GI GIB|Gibraltar
GL GRL|Greenland
GM GMB|Gambia
GN GIN|Guinea
GP GLP|Guadeloupe
GQ GNQ|Equatorial Guinea
GR GRC|Greece|Hellas|Ελλάδα
GS SGS|South Georgia and the South Sandwich Islands
GT GTM|Guatemala
GU GUM|Guam
GW GNB|Guinea-Bissau
GY GUY|Guyana
HK HKG|Hong Kong
HM HMD|Heard Island and McDonald Islands
HN HND|Honduras
HR HRV|Croatia|Hrvatska
HT HTI|Haiti
HU HUN|Hungary|Magyarország
ID IDN|Indonesia
IE IRL|Ireland|Republic of Ireland|Eire|Éire
IL ISR|Israel
IM IMN|Isle of Man
IN IND|India|Bharat
IO IOT|British Indian Ocean Territory
IQ IRQ|Iraq
IR IRN|Iran
IS ISL|Iceland|Ísland
IT ITA|Italy|Italia|Italien|Italie
JE JEY|Jersey
JM JAM|Jamaica
JO JOR|Jordan
JP JPN|Japan|Nippon
KE KEN|Kenya
KG KGZ|Kyrgyzstan
KH KHM|Cambodia
KI KIR|Kiribati
KM COM|Comoros
KN KNA|Saint Kitts and Nevis
KP PRK|Korea, Democratic People's Republic of|North Korea
KR KOR|Korea, Republic of|South Korea
KW KWT|Kuwait
KY CYM|Cayman Islands
KZ KAZ|Kazakhstan
LA LAO|Lao People's Democratic Republic|Laos
LB LBN|Lebanon
LC LCA|Saint Lucia
LI LIE|Liechtenstein
LK LKA|Sri Lanka
LR LBR|Liberia
LS LSO|Lesotho
LT LTU|Lithuania|Lietuva
LU LUX|Luxembourg|Lëtzebuerg|Luxemburg
LV LVA|Latvia|Latvija
LY LBY|Libya
MA MAR|Morocco
MC MCO|Monaco
MD MDA|Moldova
ME MNE|Montenegro
MF MAF|Saint Martin (French part)
MG MDG|Madagascar
MH MHL|Marshall Islands
MK MKD|North Macedonia|Macedonia
ML MLI|Mali
MM MMR|Myanmar|Burma
MN MNG|Mongolia
MO MAC|Macao
MP MNP|Northern Mariana Islands
MQ MTQ|Martinique
MR MRT|Mauritania
MS MSR|Montserrat
MT MLT|Malta
MU MUS|Mauritius
MV MDV|Maldives
MW MWI|Malawi
MX MEX|Mexico|México|Mexiko
MY MYS|Malaysia
MZ MOZ|Mozambique
NA NAM|Namibia
NC NCL|New Caledonia
NE NER|Niger
NF NFK|Norfolk Island
NG NGA|Nigeria
NI NIC|Nicaragua
NL NLD|Netherlands|Holland|The Netherlands|Nederland
NO NOR|Norway|Norge
NP NPL|Nepal
NR NRU|Nauru
NU NIU|Niue
NZ NZL|New Zealand|Aotearoa
OM OMN|Oman
PA PAN|Panama
PE PER|Peru
PF PYF|French Polynesia
PG PNG|Papua New Guinea
PH PHL|Philippines
PK PAK|Pakistan
PL POL|Poland|Polska
PM SPM|Saint Pierre and Miquelon
PN PCN|Pitcairn
PR PRI|Puerto Rico
PS PSE|Palestine
PT PRT|Portugal
PW PLW|Palau
PY PRY|Paraguay
QA QAT|Qatar
RE REU|Réunion
RO ROU|Romania|România
RS SRB|Serbia
RU RUS|Russian Federation|Russia|Россия
RW RWA|Rwanda
SA SAU|Saudi Arabia|KSA
SB SLB|Solomon Islands
SC SYC|Seychelles
SD SDN|Sudan
SE SWE|Sweden|Sverige
SG SGP|Singapore
SH SHN|Saint Helena, Ascension and Tristan da Cunha
SI SVN|Slovenia|Slovenija
SJ SJM|Svalbard and Jan Mayen
SK SVK|Slovakia|Slovensko|Slovak Republic
SL SLE|Sierra Leone
SM SMR|San Marino
SN SEN|Senegal
SO SOM|Somalia
SR SUR|Suriname
SS SSD|South Sudan
ST STP|Sao Tome and Principe
SV SLV|El Salvador
SX SXM|Sint Maarten (Dutch part)
SY SYR|Syrian Arab Republic|Syria
SZ SWZ|Eswatini|Swaziland
TC TCA|Turks and Caicos Islands
TD TCD|Chad
TF ATF|French Southern Territories
TG TGO|Togo
TH THA|Thailand
TJ TJK|Tajikistan
TK TKL|Tokelau
TL TLS|Timor-Leste|East Timor
TM TKM|Turkmenistan
TN TUN|Tunisia
TO TON|Tonga
TR TUR|Türkiye|Turkey
TT TTO|Trinidad and Tobago
TV TUV|Tuvalu
TW TWN|Taiwan
TZ TZA|Tanzania
UA UKR|Ukraine|Україна
UG UGA|Uganda
UM UMI|United States Minor Outlying Islands
US USA|United States|United States of America|U.S.A.|U.S.|America|Estados Unidos|EE. UU.|États-Unis|Vereinigte Staaten
UY URY|Uruguay
UZ UZB|Uzbekistan
VA VAT|Holy See (Vatican City State)|Vatican
VC VCT|Saint Vincent and the Grenadines
VE VEN|Venezuela
VG VGB|Virgin Islands, British
VI VIR|Virgin Islands, U.S.
VN VNM|Viet Nam|Vietnam
VU VUT|Vanuatu
WF WLF|Wallis and Futuna
WS WSM|Samoa
YE YEM|Yemen
YT MYT|Mayotte
ZA ZAF|South Africa
ZM ZMB|Zambia
ZW ZWE|Zimbabwe
"""


@cache
def countries() -> dict[str, str]:
    """Return the code of two letters for each code and name, as `spelled` writes them."""
    found: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        code, names = line.split(" ", maxsplit=1)
        found |= {spelled(name): code for name in (code, *names.split("|"))}
    return found
