//! The loans of the demo world. Made up, all of them.
use risk::status::Status::{self, Defaulted, NonPerforming, Performing, WatchList};

/// A loan, and its ratings from three years ago to now, one each half-year.
pub struct Plan {
    pub borrower: &'static str,
    pub sector: &'static str,
    pub country: &'static str,
    /// In whole pounds.
    pub amount: i64,
    /// In hundredths of a percent.
    pub rate: i64,
    /// Days from now until it runs out.
    pub runs: i64,
    pub status: Status,
    /// In hundredths, like the two that follow.
    pub debt_to_equity: i64,
    pub interest_coverage: i64,
    pub leverage: i64,
    pub ratings: &'static str,
}

macro_rules! book {
    ($(($borrower:literal, $sector:literal, $country:literal, $amount:literal, $rate:literal, $runs:literal, $status:ident, $debt:literal, $coverage:literal, $leverage:literal, $ratings:literal);)*) => {
        [$(Plan {
            borrower: $borrower,
            sector: $sector,
            country: $country,
            amount: $amount,
            rate: $rate,
            runs: $runs,
            status: $status,
            debt_to_equity: $debt,
            interest_coverage: $coverage,
            leverage: $leverage,
            ratings: $ratings,
        }),*]
    };
}

/// The first half are at home, the others abroad.
#[rustfmt::skip]
pub const BOOK: [Plan; 50] = book! {
    ("Northern Steel plc", "Manufacturing", "United Kingdom", 3_270_000, 573, 1900, Performing, 256, 398, 378, "BB+ BB+ BB+ BB+ BB+ BB+ BB+");
    ("Harbour Foods Ltd", "Food", "United Kingdom", 11_120_000, 434, 60, Performing, 156, 619, 240, "A+ A+ A A A A A");
    ("Alder Property Group", "Real Estate", "United Kingdom", 750_000, 512, 120, Performing, 292, 468, 314, "BBB BBB BBB BBB BBB- BBB- BB+");
    ("Cobalt Energy Ltd", "Energy", "United Kingdom", 8_880_000, 434, 45, Performing, 239, 525, 300, "BBB- BBB- BBB BBB+ BBB+ BBB+ BBB+");
    ("Meridian Retail plc", "Retail", "United Kingdom", 20_520_000, 680, 1900, WatchList, 323, 221, 395, "B+ B+ B+ B+ B+ B+ B");
    ("Kestrel Aviation Ltd", "Transport", "United Kingdom", 2_040_000, 561, 1900, Performing, 342, 381, 412, "BB- BB- BB- BB- BB- BB- BB-");
    ("Brightwater Utilities", "Utilities", "United Kingdom", 1_800_000, 528, 560, Performing, 263, 416, 368, "A- A- BBB+ BBB+ BBB BBB- BB+");
    ("Fenland Logistics Ltd", "Transport", "United Kingdom", 8_640_000, 562, 400, Performing, 286, 470, 352, "BB- BB BB BB+ BB+ BBB- BBB-");
    ("Oakfield Care Homes", "Healthcare", "United Kingdom", 4_150_000, 532, 1500, NonPerforming, 235, 507, 333, "BBB BBB BBB BBB- BBB- BBB- BBB-");
    ("Signal Telecom plc", "Technology", "United Kingdom", 1_780_000, 437, 1500, Performing, 227, 604, 262, "A- A- A- A- A- A- A-");
    ("Larkhill Pharma plc", "Healthcare", "United Kingdom", 27_500_000, 461, 290, Performing, 253, 487, 294, "BBB+ BBB+ BBB+ BBB+ BBB+ BBB+ BBB+");
    ("Granite Construction", "Construction", "United Kingdom", 10_440_000, 559, 560, Performing, 296, 499, 314, "A- BBB+ BBB BBB BBB- BBB- BBB-");
    ("Tideway Shipping Ltd", "Transport", "United Kingdom", 11_120_000, 1203, 290, Defaulted, 453, 40, 609, "A- BBB BB BB- B+ CCC+ D");
    ("Copperfield Hotels", "Hospitality", "United Kingdom", 22_250_000, 449, 120, Performing, 243, 551, 246, "A- A- A- A- A- A- A-");
    ("Vista Software Ltd", "Technology", "United Kingdom", 22_140_000, 709, 400, NonPerforming, 384, 185, 437, "B+ B B B- CCC+ CCC+ CCC+");
    ("Ironbridge Motors plc", "Manufacturing", "United Kingdom", 11_340_000, 557, 3100, Performing, 323, 394, 376, "BBB+ BBB BBB- BBB- BBB- BB+ BB");
    ("Marlow Media Group", "Media", "United Kingdom", 3_660_000, 676, 1200, NonPerforming, 380, 146, 466, "B B- B- B- CCC+ CCC+ CCC+");
    ("Pennine Packaging", "Manufacturing", "United Kingdom", 15_500_000, 483, 45, Performing, 223, 527, 312, "BBB BBB BBB BBB BBB BBB BBB");
    ("Severn Chemicals plc", "Chemicals", "United Kingdom", 18_720_000, 520, 3100, Performing, 271, 396, 383, "BBB- BBB- BB+ BB+ BB+ BB+ BB+");
    ("Thornbury Textiles", "Manufacturing", "United Kingdom", 3_300_000, 1238, 45, Defaulted, 498, 43, 618, "A BBB+ BBB- BB B+ B D");
    ("Westgate Leisure Ltd", "Hospitality", "United Kingdom", 8_320_000, 465, 2500, Performing, 277, 493, 310, "BBB BBB BBB BBB BBB BBB BBB");
    ("Ashdown Farms Ltd", "Food", "United Kingdom", 11_040_000, 568, 1900, Performing, 255, 439, 382, "BB+ BB+ BB+ BB+ BB+ BB+ BB+");
    ("Blackwood Paper plc", "Manufacturing", "United Kingdom", 7_680_000, 504, 3100, Performing, 239, 437, 294, "BBB BBB BBB BBB- BBB- BBB- BBB-");
    ("Castle Insurance Svcs", "Financial Services", "United Kingdom", 10_680_000, 575, 2500, Performing, 284, 426, 367, "BBB BBB BBB BBB- BB+ BB BB");
    ("Dunmore Distillers", "Food", "United Kingdom", 3_690_000, 469, 1900, Performing, 187, 541, 324, "BBB BBB BBB BBB BBB+ BBB+ BBB+");
    ("Rheinwerk Maschinen GmbH", "Manufacturing", "Germany", 710_000, 531, 1200, Performing, 221, 543, 299, "A A A- BBB+ BBB+ BBB BBB");
    ("Lumière Cosmétiques SA", "Retail", "France", 14_400_000, 301, 400, Performing, 160, 733, 149, "A A+ AA- AA- AA AA AA");
    ("Costa Azul Hoteles SA", "Hospitality", "Spain", 30_750_000, 623, 200, WatchList, 345, 234, 460, "B B B B B B B");
    ("Nordlys Fisk AS", "Food", "Norway", 2_430_000, 404, 1200, WatchList, 146, 609, 212, "A A A A A A A");
    ("Polder Bouw BV", "Construction", "Netherlands", 1_560_000, 426, 45, Performing, 247, 597, 241, "A- A- A- A- A- A- A-");
    ("Tatra Automotive sro", "Manufacturing", "Slovakia", 15_000_000, 609, 700, Performing, 295, 342, 380, "BB- BB- BB- BB- BB- BB- BB-");
    ("Aegean Lines SA", "Transport", "Greece", 2_910_000, 1210, 700, Defaulted, 494, 47, 606, "BB+ BB- B+ B B- CCC D");
    ("Emerald Data Centres", "Technology", "Ireland", 7_200_000, 486, 200, Performing, 281, 498, 340, "BBB- BBB- BBB- BBB- BBB BBB BBB");
    ("Lombardia Tessile SpA", "Manufacturing", "Italy", 12_240_000, 688, 1900, WatchList, 343, 241, 402, "B B B B B B B");
    ("Baltic Timber Oy", "Manufacturing", "Finland", 4_200_000, 524, 3100, Performing, 244, 491, 308, "BB BB+ BB+ BBB- BBB- BBB- BBB-");
    ("Danube Grain Kft", "Food", "Hungary", 5_200_000, 607, 3100, WatchList, 342, 319, 376, "BB BB BB BB- BB- B+ B+");
    ("Iberia Solar SL", "Energy", "Spain", 12_060_000, 532, 60, Performing, 262, 455, 323, "BBB- BBB- BBB- BBB- BBB- BBB- BBB-");
    ("Helvetia Precision AG", "Manufacturing", "Switzerland", 31_000_000, 502, 45, NonPerforming, 247, 401, 315, "BBB+ BBB BBB BBB- BB+ BB+ BB+");
    ("Ardennes Acier SA", "Manufacturing", "Belgium", 11_040_000, 625, 400, WatchList, 357, 351, 447, "BBB- BB+ BB BB BB- BB- B+");
    ("Viking Offshore AS", "Energy", "Norway", 19_000_000, 360, 900, Performing, 209, 632, 256, "BBB+ BBB+ A- A- A- A- A");
    ("Alpine Dairy GmbH", "Food", "Austria", 11_880_000, 484, 1500, Performing, 188, 547, 258, "BBB+ BBB+ BBB+ BBB+ BBB+ BBB+ BBB+");
    ("Lisboa Cork SA", "Manufacturing", "Portugal", 1_640_000, 448, 900, Performing, 198, 486, 274, "BBB+ BBB+ BBB+ BBB BBB BBB BBB");
    ("Great Plains Foods Inc", "Food", "United States", 2_380_000, 529, 400, Performing, 234, 452, 289, "BBB BBB BBB BBB BBB BBB BBB-");
    ("Hudson Biotech Inc", "Healthcare", "United States", 18_540_000, 385, 290, Performing, 228, 624, 278, "A A A A A A A");
    ("Maple Leaf Mining Ltd", "Mining", "Canada", 2_790_000, 382, 120, Performing, 131, 702, 225, "BBB BBB+ A- A A+ A+ AA-");
    ("Bosphorus Cement AS", "Construction", "Turkey", 2_820_000, 1236, 1500, Defaulted, 436, 40, 592, "BBB+ BBB- BB+ BB B B- D");
    ("Vistula Retail SA", "Retail", "Poland", 24_500_000, 576, 3100, Performing, 267, 381, 351, "BBB BBB BBB BBB- BBB- BBB- BB+");
    ("Atlas Phosphates SA", "Mining", "Morocco", 9_520_000, 616, 400, Performing, 313, 364, 379, "BBB BBB- BB+ BB+ BB BB BB");
    ("Sierra Copper SA", "Mining", "Chile", 3_960_000, 440, 560, Performing, 252, 551, 268, "BBB+ BBB+ BBB+ BBB+ BBB+ BBB+ BBB+");
    ("Pacific Components Ltd", "Technology", "Taiwan", 9_280_000, 450, 900, Performing, 236, 550, 300, "BBB- BBB BBB BBB BBB+ A- A-");
};
