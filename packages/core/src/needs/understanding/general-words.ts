import type { Language } from "../../text/language.ts";
import { stem } from "./stem.ts";

/** Words of every project and every call for help: they tell little of what is needed, however rare in the thesaurus. */
const lists: { readonly [L in Language]: string } = {
  fr: `accompagnement accompagner action actions activite activites actuel adapte ailleurs aide aider
    ameliorer annee annees appui apprendre association associations atelier ateliers base besoin besoins bon bonne bonnes
    capable capables choix cinq cinquante commun comprendre conseil contact cours creation creer dame debut demande developpement
    developper different differents dispose disponible disponibles domaine donner ensemble entreprise equipe equipes equipee
    essayer exemple experience facile fixer fonctionner forme former formation futur gens grandes groupe groupes guide
    heures idee idees important information informations interesse jour jours kit lieu lieux local
    locale locales locaux long lot lots manque materiel mener methode mettre mise mode modele modeles mois monter
    montrer moyen moyens neuf nombreux notamment nouveau nouveaux nouvelle nouvelles organisation organiser outil outils
    partenaire partenaires partenariat partir passer permettre permet personne personnes petit petite
    petites petits piece pieces place plan plans plein possible pratique pratiques premier premiere prendre presence
    prochain produit produits projet projets public publics qualite rapide recevoir regle regles
    region regulier reguliere rendre reponse reseau ressource ressources rester reussir sait savoir savoirs securite
    service services simple simples situation social sociale solidaire solution solutions souvent soutien structure
    structures suivi sur systeme temps territoire territoires travailler trouver type unique uniques usage utile
    utiliser venir vie vouloir`,
  es: `accion acciones actividad actividades actual adaptada adaptado adaptadas agente ahora ambito anual ano anos apoyar
    apoyo aprender armar asociacion asociaciones ayuda ayudar base buen buena bueno busqueda calidad capaz capaces centro
    cinco cincuenta comprender comun conseguir contacto creacion crear curso cursos dar dar desarrollar
    desarrollo dia dias diferente diferentes disponible donde empezar empresa encontrar equipo equipos espacio etapa
    experiencia facil fijar formacion formar funcionar gente generar grupo grupos guia
    herramienta herramientas hora horas idea ideas importante informacion interes llevar local
    locales lugar lugares manera material mejor mejorar mes meses metodo modelo modelos modo montaje necesidad necesidades
    nivel nueva nuevas nuevo nuevos organizacion organizar pagina parte partes pequena pequenas pequeno pequenos persona
    personas pieza piezas plan planos posible practica practicas primer primera proceso producto productos programa
    programas propio proyecto proyectos prueben publico recibir recurso recursos region regla regular resolver saber
    seguimiento segura seguridad seguro servicio servicios simple sistema sitio social solidaria solucion soluciones
    tarea taller talleres tiempo tipo trabajar unica unicas unico usar uso usado util vida viejo zona`,
  en: `ability access action activities activity adapted advice area association associations available base based basic
    best better center centre come common company course courses create day days
    different early easy equipped event everyone example experience find fit five fifty give good group groups guide
    help high hour hours idea ideas important improve information interest join keep kind kit know learn learning level
    little local long made make makers making materials mean means meet member members method model models month months
    new number off old open organisation organise organization part parts people piece pieces place plan plans possible
    practice practices process product products program programme project projects public put quality region regular
    resources right room rule rules run running safe safety scheme second service services session set setting
    share sharing short simple site skill skills small social society solution solutions someone source space staff
    start starter steady structures suited support system take task team teams thing things time tool tools try turn
    type understanding unit use used useful user ways week weeks work working works workshop
    workshops year years `,
  nl: `aanbod actief activiteit activiteiten advies beschikbaar begeleiding cursus dag dagen deelnemers dienst diensten
    eenvoudig ervaring gebied gebruik gebruiken goed goede groep groepen groot grote hulp idee ideeen
    informatie jaar kennis klein kleine lokaal lokale manier materiaal meedoen mens mensen middelen model
    mogelijk nieuw nieuwe nodig ondersteuning opgeleid opgeleide organisatie organisaties oud oude partner plaats plan
    praktijk product producten project projecten ruimte samen school sociaal sociale steun stichting systeem tijd training
    uur vereniging verschillende vraag week werk werken werkt`,
  ht: `aktivite asosyasyon atelye bagay bon ed ede ekip fason fomasyon gwoup jen jou kou lot manm moun
    nouvo oganizasyon piblik plas pwodwi pwoje pwogram sevis sistem tan ti zouti`,
};

const stemmed = (language: Language) =>
  new Set(
    lists[language]
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word) => stem(word, language)),
  );

/** Stems of general words. */
export const generalStems: { readonly [L in Language]: ReadonlySet<string> } = {
  fr: stemmed("fr"),
  es: stemmed("es"),
  en: stemmed("en"),
  nl: stemmed("nl"),
  ht: stemmed("ht"),
};
