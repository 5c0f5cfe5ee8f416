import type { Language } from './language.ts';

/**
 * Words too common to tell one text from another, folded as `splitWords` folds them. They are left out of
 * queries, not out of the index, so that a query of nothing else ("to be or not to be") still matches, and a
 * phrase is found with them. A text's language is told by them, too.
 */
export const stopWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(`a about all also am an and any are aren't as at be because been being but by can can't could
    couldn't did didn't do does doesn't doing don't for from had has have having he her hers him his how i i'd
    i'll i'm i've if in into is isn't it its let many me might mine much must my myself no nor not of on or our
    ours please shall she should so some such tell than that the their theirs them then there these they this
    those to too us was wasn't we were weren't what when where whether which while who whom whose why will with
    won't would wouldn't you you're your yours`),
  de: words(`aber alle als also am an andere auch auf aus bei bin bis bist bitte da damit dann das dass dein deine
    dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen
    einer eines er es etwas euch euer fur gegen hab habe haben hat hatte hatten hattest hier ich ihm ihn ihnen
    ihr ihre ihrem ihren ihrer im in ist ja jede jeden jeder jetzt kann kannst kein keine konnen konnte man mein
    meine meinem meinen meiner mich mir mit muss mussen nach nicht noch nun nur ob oder ohne schon sehr sein
    seine seinem seinen seiner sich sie sind so soll sollen sollte uber um und uns unser unsere unter viel viele
    vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie
    wieder wieviel will wir wird wo wohin worden wurde wurden zu zum zur`),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
