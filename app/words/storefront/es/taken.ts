/** What an ambassador has taken: what it is called where no product names it, how it stands, and how to use it. */
import type { Words } from "../words-for";

export const taken: Words["taken"] = {
  names: { "store credit": "Saldo en la tienda", "gift card": "Tarjeta regalo", cash: "Dinero" },
  requested: {
    "product code": "Estamos creando tu código. Enseguida aparece aquí.",
    "product sent": "La tienda ya lo sabe y lo envía a tu dirección. El envío corre de su cuenta.",
    "store credit": "Va de camino a tu cuenta en la tienda.",
    "gift card": "Estamos creando tu tarjeta regalo. Enseguida aparece aquí.",
    cash: "La tienda ya lo sabe y lo va a mirar. Te lo paga, y te escribe si necesita algo.",
  },
  approved: {
    "product sent": "La tienda ha dicho que sí y lo está preparando.",
    cash: "La tienda ha dicho que sí y te lo paga con los próximos.",
  },
  issued: {
    "product code": (until) =>
      `Ponlo en tu carrito con este código${until ? `, hasta el ${until}` : ""}. Una unidad te sale gratis; puede que la tienda cobre el envío.`,
    "product sent": () => "La tienda ya lo tiene listo y lo envía a tu dirección. El envío corre de su cuenta.",
    "store credit": () => "Está en tu cuenta de la tienda. Inicia sesión al pagar y elígelo allí.",
    "gift card": () => "Escribe este código al pagar. Guárdalo para ti: quien lo tenga puede gastarlo.",
    cash: () => "La tienda ya te lo ha pagado.",
  },
  inTheMail: (end) =>
    `El código está en el correo de la tienda y termina en ${end}. Escríbelo al pagar y guárdalo para ti: quien lo tenga puede gastarlo.`,
  used: "Ya lo tienes. Que lo disfrutes.",
  failed: "No pudo ser, y lo que costó vuelve a ser tuyo. Elige otra cosa que te guste.",
  ranOut: "El código caducó. Si nadie lo usó, en unos dos días lo que costó vuelve a ser tuyo.",
  expired: "El código caducó sin usarse, y lo que costó vuelve a ser tuyo. Elige lo que quieras.",
  undone: "El pedido en el que iba se canceló o se devolvió. La tienda lo está mirando; hasta entonces, lo que costó sigue descontado.",
  looking: "La tienda lo está mirando y te escribirá.",
  working: "Estamos en ello.",
};
