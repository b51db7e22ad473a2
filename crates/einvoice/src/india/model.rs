//! What the schema INV-01 holds.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Amount;

/// A GST e-invoice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Gst {
    /// Version of the schema: `1.1`.
    pub version: Option<String>,
    /// What the portal answered; none while the invoice was only sent.
    pub registration: Option<Registration>,
    /// `TranDtls` and `DocDtls`.
    pub document: Details,
    /// `SellerDtls`.
    pub seller: GstParty,
    /// `BuyerDtls`.
    pub buyer: GstParty,
    /// `DispDtls`: where the goods leave from, if not the seller.
    pub dispatch: Option<GstParty>,
    /// `ShipDtls`: where the goods go to, if not the buyer.
    pub ship_to: Option<GstParty>,
    /// `ItemList`.
    pub lines: Vec<GstLine>,
    /// `ValDtls`.
    pub values: Values,
    /// `PayDtls`: name of the payee.
    pub payee: Option<String>,
    /// `PayDtls`: the account to pay to.
    pub account: Option<String>,
    /// `PayDtls`: its branch, an IFSC.
    pub branch: Option<String>,
    /// `PayDtls`: terms of payment.
    pub terms: Option<String>,
    /// `PayDtls`: days of credit.
    pub credit_days: Option<i64>,
    /// `PayDtls`: what was paid in advance.
    pub paid: Option<Amount>,
    /// `PayDtls`: what is left to pay.
    pub due: Option<Amount>,
    /// `RefDtls`: remarks.
    pub remarks: Option<String>,
    /// `RefDtls`: invoices that this one follows.
    pub preceding: Vec<(Option<String>, Option<NaiveDate>)>,
    /// `RefDtls`: the buyer's order.
    pub purchase_order: Option<String>,
    /// `RefDtls`: the contract.
    pub contract: Option<String>,
}

/// What the portal answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Registration {
    /// `Irn`.
    pub irn: Option<String>,
    /// `AckNo`.
    pub acknowledgement: Option<String>,
    /// `AckDt`, as it is written.
    pub acknowledged: Option<String>,
    /// `SignedInvoice`: the invoice as a signed token.
    pub signed_invoice: Option<String>,
    /// `SignedQRCode`: what is printed as a code.
    pub signed_qr: Option<String>,
    /// `Status`: `ACT` or `CNL`.
    pub status: Option<String>,
    /// `EwbNo`: number of the e-way bill.
    pub eway_bill: Option<String>,
}

/// Kind of transaction and of document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// `SupTyp`: B2B, SEZWP, SEZWOP, EXPWP, EXPWOP, DEXP.
    pub supply: Option<String>,
    /// `RegRev`: the buyer owes the tax.
    pub reverse_charge: bool,
    /// `IgstOnIntra`: IGST although both are in one state.
    pub igst_on_intra: bool,
    /// `EcmGstin`: the market place.
    pub market_place: Option<String>,
    /// `Typ`: INV, CRN, DBN.
    pub kind: Option<String>,
    /// `No`.
    pub number: Option<String>,
    /// `Dt`.
    pub date: Option<NaiveDate>,
}

/// A party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GstParty {
    /// `Gstin`: `URP` for one who is not registered.
    pub gstin: Option<String>,
    /// `LglNm`.
    pub legal_name: Option<String>,
    /// `TrdNm`.
    pub trade_name: Option<String>,
    /// `Pos`: the place of supply, a state's two digits; 96 is abroad.
    pub place_of_supply: Option<String>,
    /// `Addr1`.
    pub line1: Option<String>,
    /// `Addr2`.
    pub line2: Option<String>,
    /// `Loc`.
    pub city: Option<String>,
    /// `Pin`.
    pub pin: Option<String>,
    /// `Stcd`: the state's two digits.
    pub state: Option<String>,
    /// `Ph`.
    pub phone: Option<String>,
    /// `Em`.
    pub email: Option<String>,
}

/// A cess: by rate and by quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cess {
    /// In percent.
    pub rate: Option<Amount>,
    /// What the rate comes to.
    pub amount: Option<Amount>,
    /// What is charged by quantity.
    pub fixed: Option<Amount>,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GstLine {
    /// `SlNo`.
    pub id: Option<String>,
    /// `PrdDesc`.
    pub description: Option<String>,
    /// `IsServc`.
    pub is_service: bool,
    /// `HsnCd`.
    pub hsn: Option<String>,
    /// `Barcde`.
    pub barcode: Option<String>,
    /// `Qty`.
    pub quantity: Option<Amount>,
    /// `FreeQty`.
    pub free_quantity: Option<Amount>,
    /// `Unit`: a UQC.
    pub unit: Option<String>,
    /// `UnitPrice`.
    pub unit_price: Option<Amount>,
    /// `TotAmt`: quantity × price.
    pub gross: Option<Amount>,
    /// `Discount`.
    pub discount: Option<Amount>,
    /// `AssAmt`: what is taxed.
    pub taxable: Option<Amount>,
    /// `GstRt`, in percent.
    pub rate: Option<Amount>,
    /// `IgstAmt`.
    pub igst: Option<Amount>,
    /// `CgstAmt`.
    pub cgst: Option<Amount>,
    /// `SgstAmt`, or UTGST.
    pub sgst: Option<Amount>,
    /// `CesRt`, `CesAmt`, `CesNonAdvlAmt`.
    pub cess: Cess,
    /// `StateCesRt`, `StateCesAmt`, `StateCesNonAdvlAmt`.
    pub state_cess: Cess,
    /// `OthChrg`.
    pub other: Option<Amount>,
    /// `TotItemVal`.
    pub total: Option<Amount>,
    /// `OrdLineRef`.
    pub order_line: Option<String>,
    /// `OrgCntry`.
    pub origin: Option<String>,
    /// `PrdSlNo`.
    pub serial: Option<String>,
}

/// Charges of the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Charges {
    /// `Discount`.
    pub discount: Option<Amount>,
    /// `OthChrg`.
    pub other: Option<Amount>,
}

/// The sums.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Values {
    /// `AssVal`.
    pub taxable: Option<Amount>,
    /// `CgstVal`.
    pub cgst: Option<Amount>,
    /// `SgstVal`.
    pub sgst: Option<Amount>,
    /// `IgstVal`.
    pub igst: Option<Amount>,
    /// `CesVal`.
    pub cess: Option<Amount>,
    /// `StCesVal`.
    pub state_cess: Option<Amount>,
    /// `Discount` and `OthChrg`.
    pub charges: Charges,
    /// `RndOffAmt`.
    pub round_off: Option<Amount>,
    /// `TotInvVal`.
    pub total: Option<Amount>,
    /// `TotInvValFc`: the total in a foreign currency.
    pub total_foreign: Option<Amount>,
    /// `ExpDtls.ForCur`: that currency.
    pub foreign_currency: Option<String>,
}
