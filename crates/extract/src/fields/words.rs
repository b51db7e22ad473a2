//! Words that names and addresses are known by, as keys.

use std::{collections::HashSet, sync::LazyLock};

type Words = LazyLock<HashSet<&'static str>>;

/// Legal forms.
pub static FORMS: Words = LazyLock::new(|| {
    "gmbh mbh ag kg kgaa ohg gbr ug ev eg se ek ekfm partg ltd limited llc llp inc incorporated corp \
     corporation plc lp pte pty pvt bhd sdn bv nv vof sa sas sasu sarl eurl snc sci scop spa srl srls \
     sapa sl slu slne sau scp lda ltda unipessoal spzoo zoo spk spj ab hb kb oy oyj ky aps as asa is amba \
     ks sro vos kft zrt nyrt bt doo dd ood eood ad ead sia uab ou ooo oao zao ооо ae epe ike αε επε ικε \
     οε ltdsti sti anonim cv sadecv eireli me gesmbh stiftung verein co company sarls sc sprl srlcv bvba \
     partg mbb partgmbb ggmbh ekfr eu cic unltd unlimited pllc selarl selas eirl ei scic earl gaec gie \
     scrl ska coop soccoop scarl ltdco gesellschaft ehf hf enk osk tmi handelsbolag commv cvba vzw asbl sca fze fzco fzllc wll pjsc psc kabushiki kk gk \
     slp sll slpu scoop aarpi scea sccv sarlu selafa selca sagl og flexco flexkapg gug egbr ewiv vvag stgmbh \
     gmbhcokg gmbhcokgaa mbhcokg ugcokg agcokg psa spp pfa jdoo obrt fie vsi slf ivs \
     nuf sgps crl epp sapidecv srldecv dac clg teoranta lllp ulc ltee senc opc plt tbk dmcc npc sae тов фоп ип \
     maatschap cooperatie cooperatief srlbv bvsrl sprlbvba bvbasprl sanv nvsa asblvzw vzwasbl scs commva stp \
     oo oyab abp oyabp pc pa cc ltdsirketi sirketi pvtltd pteltd ptyltd coltd sdnbhd \
     株式会社 有限会社 有限公司 合同会社 genossenschaft"
        .split(' ')
        .collect()
});

/// Legal forms that are usual words or short names too.
pub static COMMON: Words = LazyLock::new(|| {
    "eu ei coop gesellschaft enk hf gie as is me se co ab ad dd sc ev ky bt ae company sa ag sl ou hb sti cv ks eg og sca scs stp fie slf dac plt scoop psa spp crl cc".split(' ').collect()
});

/// Legal forms that are written with points, because they are something else without.
pub static POINTED: Words = LazyLock::new(|| "eu pc pa oo".split(' ').collect());

/// Legal forms that stand in front of a name too: "SARL Example", "PT Contoh".
pub static LEADING: Words = LazyLock::new(|| {
    "sarl sasu eurl sas sci scop selarl selas scp snc sarlu scea gaec earl eirl gie pt cv uab sia ooo ооо ип тов \
     stichting asbl vzw gbr aarpi scic sccv"
        .split(' ')
        .collect()
});

/// What people are, where it stands alone in a line: no name.
pub static PROFESSIONS: Words = LazyLock::new(|| {
    "landwirt landwirtin rechtsanwalt rechtsanwaltin rechtsanwalte steuerberater steuerberaterin notar notarin arzt \
     arztin zahnarzt zahnarztin architekt architektin attorneys attorney law solicitors accountants chartered \
     certified public avocat avocats avocate notaire architecte traductrice traducteur abogado abogados avvocato \
     advocaat advocaten accountant"
        .split(' ')
        .collect()
});

/// Words that say what a house is, and need a name beside them: "Gemeinschaftspraxis", "Cabinet".
pub static HOUSES: Words = LazyLock::new(|| {
    "cabinet atelier garage boulangerie patisserie pharmacie hotel restaurant cafe pension salon studio kanzlei \
     apotheke autohaus gasthof gasthaus etude clinique institut office societe entreprise ets etablissements ditta \
     studiolegale farmacia ristorante trattoria bar taller talleres autoecole imprimerie librairie fleuriste \
     metzgerei tischlerei"
        .split(' ')
        .collect()
});

/// Words of companies that are no legal form but speak for one.
pub static TRADES: Words = LazyLock::new(|| {
    "group holding holdings services solutions systems technologies technology consulting studio studios \
     trading traders enterprises enterprise industries international restaurant restoran hotel store \
     stores shop mart supermarket bakery pharmacy clinic hospital bank labs media design logistics foods \
     motors electronics partners associates agency works hardware stationery cafe ristorante handel werke \
     bau haus verlag praxis kanzlei apotheke backerei agentur bureau atelier garage boulangerie cabinet \
     societe entreprise empresa comercial ditta azienda farmacia bv firma zaklad przedsiebiorstwo books \
     book paper machinery timber furniture textiles"
        .split(' ')
        .collect()
});

/// Words of addresses.
pub static STREETS: Words = LazyLock::new(|| {
    "strasse str street st road rd avenue ave lane rue via calle rua weg platz allee straat laan plein \
     gatan vagen vej gade ulica ul boulevard blvd jalan jln floor drive dr square piazza plaza avenida \
     corso gasse ring park building po box postfach viale suite"
        .split(' ')
        .collect()
});

/// Words of address before a name: "Herrn", "Madame", "To".
pub static SALUTES: Words = LazyLock::new(|| {
    "herrn herr frau eheleute familie fam firma fa monsieur mme madame mademoiselle mlle m mr mrs ms dhr mevr \
     mevrouw heer sig sigra egregio egr gentile spettle spett sr sra senor senora don dona srs herren fru panu pani \
     messrs an to aan a tav zhd za the andie anden societe ste"
        .split(' ')
        .collect()
});
