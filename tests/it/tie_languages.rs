//! Ties that infoboxes of other languages state.

use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::Page;

/// Pages in the languages of the templates, each with the ties that it states.
#[test]
fn ties_in_other_languages() {
    let pages: [(&str, &str, &[&str]); 10] = [
        (
            "Ugo Neri",
            "{{Carica pubblica|nome=Ugo Neri|carica=[[Ministri della difesa|Ministro della difesa]]|mandatoinizio=3 maggio 1994|mandatofine=17 gennaio 1995|presidente=[[Aldo Bruni]]|predecessore=[[Elio Riva]]|successore=[[Ivo Sala]]}}",
            &["Ugo Neri served under Aldo Bruni 1994-05-03 1995-01-17"],
        ),
        (
            "سامي حداد",
            "{{معلومات صاحب منصب|اسم=سامي حداد|المنصب=وزير المالية|بداية الفترة=2 مارس 2004|نهاية الفترة=9 مايو 2007|رئيس مجلس الوزراء=[[كمال نصار]]|الزوج=[[ليلى حداد]]|الأبناء=[[رامي حداد]]|الحزب السياسي=[[حزب الأمة]]}}",
            &[
                "سامي حداد served under كمال نصار 2004-03-02 2007-05-09",
                "سامي حداد kin رامي حداد",
                "سامي حداد kin ليلى حداد",
                "سامي حداد member of حزب الأمة",
            ],
        ),
        (
            "Jan Vos",
            "{{Infobox ambtsbekleder|naam=Jan Vos|opvolging=Minister van Defensie|start_periode=1 mei 1998|eind_periode=2 juni 2002|premier=[[Piet Kok]]|partij=[[VVD]]}}",
            &["Jan Vos served under Piet Kok 1998-05-01 2002-06-02", "Jan Vos member of VVD"],
        ),
        (
            "Ali Kaya",
            "{{Makam sahibi bilgi kutusu|isim=Ali Kaya|makam=Maliye Bakanı|dönembaşı=1 Mart 1975|dönemsonu=5 Haziran 1977|başbakan=[[Veli Demir]]|eşi=[[Ayşe Kaya]]|çocukları=[[Mert Kaya]]}}",
            &[
                "Ali Kaya served under Veli Demir 1975-03-01 1977-06-05",
                "Ali Kaya kin Ayşe Kaya",
                "Ali Kaya kin Mert Kaya",
            ],
        ),
        (
            "Іван Бойко",
            "{{Державний діяч|українське ім'я=Іван Бойко|титул=Міністр фінансів|періодпочаток=1994|періодкінець=1996|прем'єр=[[Петро Лис]]|мати=[[Ганна Бойко]]}}",
            &["Іван Бойко served under Петро Лис 1994 1996", "Іван Бойко kin Ганна Бойко"],
        ),
        (
            "Luis Mora",
            "{{Ficha de autoridad|nombre=Luis Mora|cargo=Ministro de Hacienda|inicio=1990|final=1994|partido=[[PLN]]|otro partido=[[PUSC]]|esposa=[[Eva Sol]]|hijos=[[Leo Mora]]}}",
            &["Luis Mora kin Eva Sol", "Luis Mora kin Leo Mora", "Luis Mora member of PLN", "Luis Mora member of PUSC"],
        ),
        (
            "Jan Lis",
            "{{Polityk infobox|polityk=Jan Lis|funkcja=Prezydent|od=1990|do=1995|partia=[[UW]]|2 funkcja=Poseł|2 partia=[[PO]]|pierwsza dama=[[Maria Lis]]}}",
            &["Jan Lis kin Maria Lis", "Jan Lis member of PO", "Jan Lis member of UW"],
        ),
        (
            "Nils Ek",
            "{{Infobox politiker|namn=Nils Ek|befattning=Finansminister|tillträdde=1976|avgick=1980|statsminister=[[Bo Alm]]|tillsammans_med=[[Per Lind]]|föräldrar=[[Karl Ek]]}}",
            &["Nils Ek served under Bo Alm 1976 1980", "Nils Ek served alongside Per Lind", "Nils Ek kin Karl Ek"],
        ),
        (
            "Rui Leal",
            "{{Info/Político|nome=Rui Leal|título=Presidente|mandato=1980-1985|vice=[[Gil Pais]]|primeira-dama=[[Rosa Leal]]}}",
            &["Gil Pais deputy of Rui Leal 1980 1985", "Rui Leal kin Rosa Leal"],
        ),
        (
            "Иван Орлов",
            "{{Государственный деятель|имя=Иван Орлов|должность=Губернатор|периодначало=1996|периодконец=2000|вице-губернатор=[[Пётр Синицын]]}}",
            &["Пётр Синицын deputy of Иван Орлов 1996 2000"],
        ),
    ];
    for (title, text, expected) in pages {
        let page = Page { title: Some(title.to_string()), ..Page::new(&format!("{title}.wiki"), text) };
        let graph = PoliticalGraph::build(&Facts::extract([&page]), &Overrides::default());
        let day = |date: Option<hustings::wikitext::Date>| date.map_or(String::new(), |d| format!(" {d}"));
        let told: Vec<String> = graph
            .ties()
            .iter()
            .map(|t| {
                let (from, to) = (graph.label_of(t.from), graph.label_of(t.to));
                format!("{from} {} {to}{}{}", t.kind.label(), day(t.start), day(t.end))
            })
            .collect();
        let sorted = |mut all: Vec<String>| {
            all.sort();
            all
        };
        assert_eq!(sorted(told), sorted(expected.iter().map(ToString::to_string).collect()), "{title}");
    }
}
