/** What each letter says when its owner has not worded it. `after` and the button are not the owner's to change. */
import type { MailWords } from "../words-for";

const OFFER = [
  { label: "Tu gente ahorra", field: "offer" },
  { label: "Tú recibes", field: "credit" },
];

const LEAVE = "Puedes dejarlo cuando quieras.";

export const letters: MailWords["letters"] = {
  invitation: {
    subject: "{name}, ¿le hablarías de {store} a tu gente?",
    opening: "{reason} Gracias por eso.",
    body: `¿Te apetece elegir un código tuyo? Tu gente ahorra un {offer} con él, y tú recibes el {credit} de lo que compra, para gastarlo con nosotros.

Te pedimos una cosa: cuando lo compartas, di que recibes algo a cambio. ${LEAVE}`,
    shown: OFFER,
    button: "Elegir mi código",
    after: "El botón funciona hasta el {until}. Si no es para ti, no tienes que hacer nada.",
  },
  reminder: {
    subject: "{name}, tu código en {store} sigue libre",
    opening: "{reason} Hace unos días te preguntamos si le hablarías de {store} a tu gente.",
    body: `Por si se perdió: tu gente ahorraría un {offer} con un código tuyo, y tú recibes el {credit} de lo que compra, para gastarlo con nosotros. Cuando lo compartes, dices que recibes algo a cambio.

Si no es para ti, no pasa nada: no volveremos a preguntar.`,
    shown: OFFER,
    button: "Elegir mi código",
    after: "El botón funciona hasta el {until}.",
  },
  welcome: {
    subject: "{code} es tuyo",
    opening: "Qué bien que estés aquí.",
    body: `Quien usa {code} tiene un {offer} de descuento, y tú recibes el {credit} de lo que compra, para gastarlo con nosotros.

Un buen comienzo: háblale a una sola persona de lo que más te gusta de aquí, y di que recibes algo a cambio. Basta con la palabra «Publicidad». En tu página están el enlace y dos líneas para copiar.`,
    shown: [{ label: "Tu código", field: "code" }],
    button: "Ver mi página",
    after: "Allí está cada pedido, con lo que te trae y cuándo.",
  },
  "first sale": {
    subject: "Alguien ha comprado con tu código",
    opening: "Alguien se fio de tu palabra: ya tienes la primera compra gracias a ti.",
    body: `{waiting}

No tienes que hacer nada. Si sabes quién fue, unas gracias cortitas son lo más bonito que puedes enviar.`,
    shown: [{ label: "Te trae", field: "amount" }],
    button: "Ver lo que me trae",
    after: "Tu página dice de cada pedido por qué cuenta.",
  },
  "reward earned": {
    subject: "{amount} ya son tuyos",
    opening: "Se acabó la espera: los días para devolver han pasado.",
    body: `Te espera con nosotros, para guardarlo y para gastarlo. {next}

Elige cuando quieras: no tiene que ser hoy, ni tiene que ser todo. En tu página ves lo que puedes tener ya y lo que viene después.`,
    shown: [{ label: "Ya es tuyo", field: "amount" }],
    button: "Elegir algo",
    after: "Gracias por hablar de nosotros.",
  },
  "tier reached": {
    subject: "Ahora eres {tier}",
    opening: "A tu gente le gustó lo que le contaste, y se quedó con lo que compró.",
    body: `Nos hemos dado cuenta, y has subido. {gains}

Cuenta desde el próximo pedido, y es para siempre: aquí nadie baja. Tu código, tu enlace y tu página son los mismos de siempre.`,
    shown: [{ label: "Ahora eres", field: "tier" }],
    button: "Ver mi página",
    after: "Gracias por cada buena palabra.",
  },
  "code replaced": {
    subject: "Tienes un código nuevo: {code}",
    opening: "Hemos tenido que darte otro código. Perdona las molestias.",
    body: `{code} ya funciona: usa este desde hoy, por favor. {old_code}

No has hecho nada mal: un código puede estar ya en uso en la tienda, o llegar a manos ajenas. Lo que es tuyo sigue siendo tuyo, y tu enlace da el código nuevo por sí solo.`,
    shown: [{ label: "Tu código nuevo", field: "code" }],
    button: "Ver mi código nuevo",
    after: "Si publicaste el de antes, cámbialo cuando puedas.",
  },
  progress: {
    subject: "Tu {month} en {store}",
    opening: "{happened}",
    body: `{waiting} {next}

Una idea para este mes: {idea} Cuando compartas, di que recibes algo a cambio; basta con la palabra «Publicidad».

¿Ahora no tienes tiempo? Tu código sigue valiendo.`,
    shown: [
      { label: "Tuyo", field: "amount" },
      { label: "En espera", field: "pending" },
    ],
    button: "Ver dónde estoy",
    after: "Escribimos esto una vez al mes, y solo mientras estés con nosotros.",
  },
  goodbye: {
    subject: "Gracias, {name}",
    opening: "Lo has dejado, y todo está hecho como lo pediste.",
    body: `Tu página está cerrada, y tu código ya no te trae nada. Quien lo tiene puede usarlo una vez más. {kept}

Gracias por cada buena palabra. Sigues comprando aquí como cualquiera, y nos alegra tenerte. No te escribiremos más sobre esto.`,
    button: "Ver lo que es mío",
  },
};
