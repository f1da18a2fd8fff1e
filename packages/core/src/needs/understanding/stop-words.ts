import type { Language } from "../../text/language.ts";

/** Words that say nothing of what is needed or offered, folded; those of asking and offering themselves included. */
const lists: { readonly [L in Language]: string } = {
  fr: `a afin ai aient ainsi alors apres as au aucun aussi autre autres aux avant avec avoir avons beaucoup bien c ca car
    ce cela celle celles celui cent ces cet cette ceux chaque chez cherche cherchent cherchons comme comment contre d dans
    de deja depuis derriere des desormais deux devant doit doivent donc dont du elle elles en encore entre es est et etant
    etc ete etes etre eu eux fait faire faut fois font grand grande grandes grands hors il ils j je jusqu jusque l la le les
    leur leurs lors lui m ma mais me meme memes mes mieux moi moins mon n ne ni nos notre nous offre offrons on ont ou où
    par parce pas pendant peu peut peuvent plus plusieurs pour pouvoir pouvons pourquoi pres proposons propose puis qu quand
    que quel quelle quelles quelque quelques quels qui quoi recherche recherchons s sa sans se selon sera ses si sinon soit
    sommes son sont sous souhaite souhaitons sur t ta te tes toi ton tous tout toute toutes tres trois trop tu un une unes
    vers voici voila vont vos votre vous voudrions y`,
  es: `a acaso ademas al algo alguien algun alguna algunas algunos alla alli ante antes aqui asi aun aunque bajo bastante
    bien buscamos busca cada casi cerca como con contra cual cuales cuando cuanto de debe deben del desde despues donde
    dos durante e el ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta estamos estan estar
    estas este esto estos fue gran grandes ha haber hace hacer hacia han hasta hay he hemos hoy incluso ir la las le les lo
    los mas me mi mientras mis misma mismas mismo mismos mucha muchas mucho muchos muy nada necesita necesitamos ni no nos
    nosotras nosotros nuestra nuestras nuestro nuestros o ofrece ofrecemos os otra otras otro otros para pero poca poco por
    porque pues puede pueden podemos que queremos quien quienes se sea segun ser si sido sin sino sobre solo son su sus
    tal tambien tan tanto te tenemos tener tiene tienen toda todas todo todos tres tu tus u un una unas uno unos usted ustedes
    va vamos van varias varios y ya yo`,
  en: `a able about above after again all also am an and another any are as at be because been before being below between
    both but by can cannot could did do does doing down during each every etc few for from further get had has have having
    he her here hers him his how i if in into is it its just large like ll looking many may me might more most much must my
    need needed needs no nor not of off offer offered offering offers on once one only or other our ours out over own per
    provide providing put re s same seek seeking shall she should so some such t than that the their them then there these
    they this those through to too toward two under until up upon us using ve very via want was we well were what
    when where which while who whom whose why will with within without would you your`,
  nl: `aan al alle alleen als altijd andere ben bieden bij bijna daar dan dat de deze die dit doen door dus een eens
    elk elke en er ergens geen gezocht haar had hebben heeft hem het hier hij hoe hun ik in is ja je kan kunnen maar meer
    men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen ten
    ter toch toen tot tussen u uit van vanaf veel via voor voordat waar want waren was wat we wel welke werd werken werkt
    wie wij willen wordt worden zal ze zeer zelf zich zij zijn zo zoals zoeken zonder zou`,
  ht: `a ak akoz an anba ankò anpil ap apre ase ba bay bezwen byen chak chache dwe e epi eske fè fe genyen gen gran ka ki
    kote kom konsa la lan le l li lot m mwen n nan nap ni nou ofri on ou pa pi plis pou pral sa se si sou son t ta tankou
    te tou tout w y yo yon youn`,
};

const folded = (list: string) =>
  new Set(
    list
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .split(/\s+/)
      .filter((word) => word !== ""),
  );

export const stopWords: { readonly [L in Language]: ReadonlySet<string> } = {
  fr: folded(lists.fr),
  es: folded(lists.es),
  en: folded(lists.en),
  nl: folded(lists.nl),
  ht: folded(lists.ht),
};
