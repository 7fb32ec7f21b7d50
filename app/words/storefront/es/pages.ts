/** What the store's pages say, page by page. What they say of facts (an order, a reward, a tier) has files of its own beside. */
import { speech } from "../speech";
import type { Words } from "../words-for";
import { lookAgain } from "./own-page";

const { plural, number, choice } = speech("es");
const days = (count: number): string => plural(count, { one: "# día", other: "# días" });

export const common: Words["common"] = {
  toStore: "A la tienda",
  copied: "Copiado",
};

export const join: Words["join"] = {
  heading: (name) => (name ? `${name}, ¿se lo cuentas a tu gente?` : "¿Se lo cuentas a tu gente?"),
  lead: (shop) => `${shop} te invita: tú sabes lo que hay de bueno aquí. Si se lo cuentas a tu gente, pasa esto:`,
  friends: "Tu gente recibe",
  friendsText: (percent) => `${percent} de descuento con tu código, una vez por persona.`,
  you: "Tú recibes",
  youText: (percent, shop, newOnly, ways) => {
    const share = `El ${percent} de ${newOnly ? "su primer pedido" : "cada pedido"}`;
    if (!ways) return `${share}, para gastarlo en los productos que elijas en ${shop}.`;
    return ways.length ? `${share}. ${shop} te lo da ${choice(ways)}.` : `${share}.`;
  },
  example: (pays, yours) => `Alguien paga ${pays}: son ${yours} para ti.`,
  aboutYou: "Cuéntanos un poco de ti, si quieres",
  aboutYouHelp: (shop) => `Solo lo ve ${shop}, y nadie comprueba los números. Puedes cambiarlo más tarde o dejarlo en blanco.`,
  yours: (returnDays) => `Es tuyo ${days(returnDays)} después de que salga el paquete, por si se devuelve algo.`,
  ask: "Te pedimos",
  askText: "Di siempre que recibes algo a cambio cuando lo compartas. Basta con poner «Publicidad» al principio.",
  name: "El nombre por el que te conoce tu gente",
  code: "Tu código",
  codeHelp: "Quédate con este o inventa el tuyo: fácil de decir, de 4 a 20 letras y cifras.",
  ideas: "Ideas:",
  friendsSee: (shop) =>
    `Tu gente tendrá una página con tu nombre. Lo que compras queda entre ${shop} y tú: la página solo enseña algo de ello si tú lo eliges más tarde.`,
  button: "Me apunto",
  openUntil: (day) => `Esta invitación es solo para ti. Está abierta hasta el ${day}.`,
  mustAgree: "Marca esto primero, por favor. Tiene que verse que recibes algo a cambio.",
  wentWrong: "Hay una cosa que mirar otra vez. Lo que escribiste sigue aquí.",
};

export const joined: Words["joined"] = {
  heading: (name) => `Qué bien que estés aquí, ${name}.`,
  codeIs: "Tu código es",
  making: "Se lo estamos diciendo a la caja de la tienda. En unos minutos tu gente podrá usarlo.",
  yourPage: "La página para tu gente:",
  pageShows:
    "Lleva tu nombre y la oferta, y nada de lo que compras. Si quieres, enseña a tu gente algunas cosas que te encantan: las eliges en tu propia página.",
  next: "En tu propia página ves lo que ha comprado tu gente, lo que es tuyo y lo que puedes tener con ello. Inicia sesión con el correo al que te escribimos.",
  button: "Ver mi página",
};

export const closedLinks: Words["closedLinks"] = {
  "link unknown": {
    heading: "Este enlace no lleva a ningún sitio",
    text: "Ábrelo otra vez desde el correo, por favor. Si no sirve, puede que allí se haya cortado.",
  },
  "link expired": {
    heading: "Esta invitación ha caducado",
    text: "Las invitaciones están abiertas dos semanas. Escribe a la tienda si todavía te apetece; se alegrarán.",
  },
  "link used": { heading: "Ya eres de la casa", text: "Esta invitación ya ha hecho su trabajo. Tu página está a un clic." },
  "no programme": { heading: "Ahora mismo no hay nada a lo que apuntarse", text: "La tienda lo ha puesto en pausa. Gracias por mirar." },
};

export const signIn: Words["signIn"] = {
  heading: "Tus recompensas",
  text: "Inicia sesión para ver tu código, lo que ha comprado tu gente y lo que es tuyo.",
  button: "Iniciar sesión",
  email: "Usa el correo al que te escribe la tienda. No hace falta crear otra cuenta.",
};

export const stranger: Words["stranger"] = {
  heading: "Aquí todavía no hay nada",
  text: (shop) =>
    `Esta página es para las personas a las que ${shop} ha pedido que se lo cuenten a su gente. Si te lo han pedido, abre el enlace de ese correo.`,
};

export const rewards: Words["rewards"] = {
  heading: (name) => `Hola, ${name}`,
  next: "Lo que podrías tener",
  canHave: (title) => `Ya puedes tener «${title}».`,
  toGo: (lack, title) => `Te faltan ${lack} para «${title}»`,
  progress: (title) => `Cuánto de «${title}» ya es tuyo`,
  canTake: (amount, ways) => `Ya puedes llevarte tus ${amount}, ${choice(ways)}.`,
  toGoFor: (lack, ways) => `Te faltan ${lack} para poder llevártelo ${choice(ways)}.`,
  progressFor: "Cuánto de eso ya es tuyo",
  choose: "Elegirlo",
  share: "Cuéntaselo a tu gente",
  yourCode: "Tu código",
  yourLink: "Tu enlace",
  linkHelp: "Tu enlace lleva a una página con tu nombre. El descuento ya está puesto.",
  qr: (code) => `Una imagen que lee la cámara de un teléfono: abre la página de ${code}`,
  qrHelp: "Para enfocarlo con el teléfono.",
  copyCode: "Copiar código",
  copyLink: "Copiar enlace",
  shareButton: "Compartir",
  whatsapp: "WhatsApp",
  mail: "Correo",
  mailSubject: (shop) => `Algo para ti en ${shop}`,
  captions: "Palabras que puedes usar",
  captionsHelp: "Empiezan con «Publicidad», porque se tiene que ver enseguida que recibes algo a cambio.",
  copyWords: "Copiar estas palabras",
  noCode: "Tu código aparece aquí en cuanto esté listo.",
  orders: "Lo que ha comprado tu gente",
  noOrders: "Todavía nada. Lo normal es empezar enviando el enlace a una sola persona a la que le gustaría.",
  waitingForBank: (amount: string) => `${amount} a la espera de la respuesta del banco`,
  waiting: (amount, until) =>
    until
      ? `${amount} en espera hasta el ${until}, por si se devuelve algo`
      : `${amount} en espera hasta que el paquete haya salido y ya no se pueda devolver`,
  isYours: (amount) => `${amount} son tuyos`,
  earlierOrders: (count) => plural(count, { one: "Ver # anterior", other: "Ver # anteriores" }),
  moreOrders: (shown, total) => `Los últimos ${number(shown)} de ${number(total)}.`,
  shelf: "Lo que puedes llevarte",
  shelfHelp: (earned) => `Tienes ${earned} para gastar aquí.`,
  emptyShelf: "La tienda todavía no ha puesto nada aquí. Lo que es tuyo sigue siendo tuyo.",
  ways: {
    "product code": { take: "Me lo llevo", who: "Recibes un código para tu carrito; si la tienda cobra el envío, lo pagas tú." },
    "product sent": { take: "Que me lo envíen", who: "La tienda te lo envía y paga el envío." },
  },
  firstChoice: "Nuevo. Como icono, eliges primero.",
  iconsFirst: (until) => `Nuevo. Primero eligen los iconos; a partir del ${until} también es para ti.`,
  amounts: {
    heading: "O llévate un importe",
    howMuch: (least, earned) => `¿Cuánto? Desde ${least} hasta tus ${earned}.`,
    from: (title, least) => `${title}: a partir de ${least}.`,
    kinds: {
      "store credit": {
        title: "Saldo en la tienda",
        text: "Va a tu cuenta en la tienda, para gastarlo en lo que quieras. Inicia sesión al pagar para usarlo.",
        button: "Sí, a mi cuenta",
      },
      "gift card": {
        title: "Tarjeta regalo",
        text: "Recibes un código que cualquiera puede gastar aquí. También sirve para regalar.",
        button: "Sí, la quiero",
      },
      cash: {
        title: "Dinero",
        text: "La tienda lo mira primero y después te lo paga. Te escribe si necesita algo.",
        button: "Sí, lo pido",
      },
    },
  },
  ended: (theirs) =>
    `La tienda ha terminado con esto, así que los pedidos nuevos ya no cuentan. ${theirs} Lo que es tuyo puedes llevártelo aquí abajo. Gracias por todo.`,
  confirm: (title, price, earned) => `¿Te llevas «${title}» por ${price} de tus ${earned}?`,
  confirmButton: "Sí, me lo llevo",
  where: {
    heading: "Adónde va",
    right: "La tienda lo envía aquí. ¿Es correcto?",
    yes: "Sí, que lo envíen aquí",
    none: "La tienda aún no tiene una dirección tuya, y sin ella no se puede enviar nada.",
    change: "Cambiar mi dirección",
    add: "Añadir mi dirección",
    changed: "Eso abre tu cuenta en la tienda. Cuando esté hecho, míralo otra vez aquí.",
    again: "Mirar otra vez",
  },
  shelfLack: (lack) => `Faltan ${lack}`,
  moreShelf: (count) => `Ver ${number(count)} más`,
  taken: "Lo que te has llevado",
  use: "Ponerlo en mi carrito",
  smallPrint: "La letra pequeña",
  rates: (offer, credit, returnDays) =>
    `Tu gente recibe un ${offer} de descuento. Tú recibes el ${credit} de lo que pagan por los productos, sin impuestos ni envío. Espera ${days(returnDays)} y después es tuyo.`,
  reversal: "Si se devuelve algo, su parte se va también. Tus propios pedidos no cuentan.",
  leave: "Dejarlo",
  leaveText: (code, theirs, settles) =>
    `Tu página se cierra al momento${code ? ` y los pedidos con ${code} dejan de contar para ti; quien tiene el código conserva su descuento` : ""}. ${theirs}${settles ? " Escribe a la tienda y lo arregla contigo." : ""}`,
  leaveButton: "Sí, cerrar mi página",
  leftSettled: "Tu página está cerrada y no queda nada pendiente. Gracias por todo.",
  left: (theirs, settles) =>
    `Tu página está cerrada. ${theirs}${settles ? " Escribe a la tienda y lo arregla contigo." : ""} Gracias por todo.`,
};

/** What pressing a button on the rewards page led to. */
export const outcomes: Words["outcomes"] = {
  ...lookAgain,
  requested: (kind, title) =>
    ({
      "product code": `Buena elección. Estamos creando un código para que «${title}» te salga gratis una vez; enseguida aparece abajo.`,
      "product sent": `Buena elección. La tienda ya lo sabe y te envía «${title}».`,
      "store credit": "Hecho. Va de camino a tu cuenta en la tienda.",
      "gift card": "Hecho. Estamos creando tu tarjeta regalo; su código enseguida aparece abajo.",
      cash: "Hecho. La tienda ya lo sabe y lo va a mirar.",
    })[kind] ?? "Hecho. Está abajo.",
  "not offered": "La tienda no lo ofrece ahora mismo. No se ha cobrado nada; elige otra cosa que te guste.",
  "not your tier": "Eso es para los iconos. No se ha cobrado nada; elige otra cosa que te guste.",
  "first dibs": (until) =>
    until
      ? `Ese es nuevo, y los iconos eligen primero. A partir del ${until} también es para ti. No se ha cobrado nada.`
      : "Ese es nuevo, y los iconos eligen primero. No se ha cobrado nada.",
  "amount too small": (least) =>
    least ? `Que sean ${least} o más, por favor. No se ha cobrado nada.` : "Que sea un poco más, por favor. No se ha cobrado nada.",
  "no such amount": "No hemos podido leer ese importe. Escríbelo como 5 o 5,50. No se ha cobrado nada.",
  "same request": "Ya te lo has llevado; basta con pulsar una vez. Está abajo.",
  "given back before":
    "Lo que te llevaste con este botón se anuló, y lo que costó vuelve a ser tuyo. Ahora no se ha cobrado nada; pulsa otra vez si todavía te gusta.",
  "another amount before": (taken) =>
    `Con este botón ya te llevaste ${taken ?? "otro importe"}; está abajo. No se ha cobrado nada más; pulsa otra vez si quieres otro importe.`,
  "balance too low": (lack) =>
    lack ? `Para ese te faltan ${lack}. No se ha cobrado nada.` : "Para ese todavía no te llega. No se ha cobrado nada.",
  "price changed": (price) =>
    price
      ? `Su precio ahora es ${price}, así que no se ha cobrado nada. Pulsa otra vez si te parece bien.`
      : "Su precio ha cambiado, así que no se ha cobrado nada. Míralo otra vez antes de elegir.",
  gone: "Se acaba de agotar. No se ha cobrado nada; elige otra cosa que te guste.",
  "not on the shelf": "La tienda lo ha quitado. No se ha cobrado nada; elige otra cosa que te guste.",
  "confirm address": "Aún no se ha cobrado nada. Mira primero adónde iría.",
  "address changed": "Tu dirección en la tienda es otra ahora, así que no se ha cobrado nada. Mira otra vez adónde iría.",
  "no address": "No se ha cobrado nada: la tienda aún no sabe adónde enviarlo.",
  "try later": "La caja de la tienda no responde ahora mismo. No se ha cobrado nada; inténtalo otra vez en unos minutos.",
  "no programme": "La tienda lo ha puesto en pausa. No se ha cobrado nada, y lo que es tuyo sigue siendo tuyo.",
  "not an ambassador": "Tu página está cerrada, así que no se ha cobrado nada. Escribe a la tienda y arregla contigo lo que es tuyo.",
  "press again": "Esta página llevaba mucho tiempo abierta. No se ha cobrado nada; pulsa otra vez.",
  "code changed": "Buena elección. Tu código nuevo se está creando; el de antes vale un tiempo más.",
  "code taken back": "Vuelve a ser tu código. El otro vale un tiempo más.",
  "code unchanged": "Ese ya es tuyo.",
  "changed often": (againAt) =>
    `Lo has cambiado unas cuantas veces, y los de antes todavía valen. ${againAt ? `A partir del ${againAt}` : "Pronto"} podrás elegir otro. No se ha cambiado nada.`,
  paused: "Disfruta de tu descanso. Tu página lo dice, y tu código vale como antes.",
  "already paused": "Ya estás de descanso.",
  resumed: "Qué bien que hayas vuelto. Tu página está abierta otra vez.",
  "not paused": "Tu página ya está abierta.",
  saved: "Guardado.",
  left: "Hecho. Tu página está cerrada.",
  "already left": "Tu página ya estaba cerrada.",
};

export const landing: Words["landing"] = {
  heading: (name, shop) => `${name} compra en ${shop}`,
  loves: (name) => `Lo que le encanta a ${name}`,
  pausedHeading: (name) => `${name} se ha tomado un descanso`,
  pausedText: (name) => `¿Tienes un código de ${name}? Vale como antes. Y la tienda está abierta.`,
  offer: (percent) => `${percent} de descuento para ti`,
  offerText: "Se descuenta solo al pagar.",
  button: (percent) => `Empezar con ${percent} de descuento`,
  disclosure: (name, shop, products) => `${name} recibe ${products ? "productos" : "algo"} de ${shop} cuando compra su gente.`,
  notReady: (name) => `${name} acaba de llegar y el descuento todavía se está creando. Inténtalo otra vez en unos minutos, por favor.`,
  closedHeading: "Esta página está cerrada",
  closedText: "El descuento que había aquí ya no se da. La tienda sigue donde estaba.",
  unknownHeading: "No encontramos esa página",
  unknownText: "Mira el enlace otra vez: puede que falte una letra.",
};

export const optOut: Words["optOut"] = {
  heading: "¿No quieres más correos como este?",
  text: "Pulsa el botón y no recibirás más invitaciones ni recordatorios como este. Los correos sobre tus pedidos siguen llegando.",
  button: "Sí, no quiero más",
  doneHeading: "Hecho",
  doneText: "No recibirás más correos como este. Si algún día te apetece apuntarte, el enlace de la invitación sirve hasta que caduque.",
  unknownHeading: "Este enlace no lleva a ningún sitio",
  unknownText: "Puede que se haya cortado. Ábrelo otra vez desde el correo, por favor.",
};

export const account: Words["account"] = {
  order: {
    reward: (title) =>
      title
        ? `Con este pedido te llevaste tu recompensa: ${title}. Que la disfrutes.`
        : "Con este pedido te llevaste tu recompensa. Que la disfrutes.",
    countsFor: (name) => `${name} te habló de nosotros, y recibe un gracias de nuestra parte porque compraste.`,
  },
};

export const trouble: Words["trouble"] = {
  tooManyHeading: "Respiremos un momento",
  tooManyText: "Acaba de haber muchísimos intentos desde tu dirección. Espera un minuto e inténtalo otra vez, por favor.",
  brokenHeading: "No ha funcionado",
  brokenText: "Es culpa nuestra, y no se ha perdido nada. Inténtalo otra vez en unos minutos, por favor.",
  notLetIn: "No hemos podido ver quién eres. Inicia sesión e inténtalo otra vez, por favor.",
  tooLargeHeading: "Era demasiado de una vez",
  tooLargeText: "Vuelve atrás y escribe un poco menos, por favor.",
};
