/** Why an order counts or not, kindly and without a friend's name, and what became of it. */
import type { Words } from "../words-for";

export const verdicts: Words["verdicts"] = {
  attributed: "Cuenta",
  "under review": "En revisión",
  ignored: "No cuenta",
  "nothing left": "No queda nada",
};

export const orderReasons: Words["orderReasons"] = {
  code: "Alguien usó tu código.",
  "click-code": "Alguien vino por tu enlace.",
  click: "Alguien vino por tu enlace.",
  "like-own-purchase": "La tienda está mirando este pedido, porque su correo se parece mucho a uno tuyo.",
  "same-phone": "La tienda está mirando este pedido, porque lleva tu número de teléfono.",
  "same-address": "La tienda está mirando este pedido, porque va a tu propia dirección.",
  "same-household":
    "La tienda está mirando este pedido, porque va a la dirección que tienes. En tu casa puede vivir más gente, así que decide una persona.",
  "same-device": "La tienda está mirando este pedido, porque parece venir de tu propia casa. Decide una persona.",
  "code-leaking": "La tienda está mirando este pedido, porque por esas fechas tu código se usó mucho más de lo normal. No se pierde nada.",
  "code-unconfirmed": "La tienda está mirando este pedido, porque tu código todavía se estaba creando.",
  "own-purchase": "Este pedido era tuyo, así que no cuenta. Es la única regla con la que no hacemos excepciones.",
  "not-first-order": "Esa persona ya conocía la tienda. Solo cuenta el primer pedido.",
  "friend-limit": "Esa persona ya te ha traído todo lo que una puede traer. ¡Dale las gracias de nuestra parte!",
  "other-currency": "Este pedido está en otra moneda que el agradecimiento de la tienda, así que no puede contar.",
  "below-minimum": "Este pedido era un poco pequeño para contar. Puede que el próximo no.",
  channel: "Este pedido no se compró donde cuenta tu código.",
  "program-ended": "La tienda tenía esto en pausa cuando llegó este pedido, así que no cuenta. Lo que ganaste antes sigue siendo tuyo.",
  "ambassador-left": "Este pedido llegó cuando ya te habías ido.",
  "code-retired": "Este pedido llevaba un código tuyo de antes, que ya había terminado. El nuevo sí cuenta.",
  renewal: "Una suscripción se renovó sola. Solo cuenta el pedido con el que empezó.",
  "test-order": "Era una prueba de la tienda.",
  "cancelled-unpaid": "El pedido se canceló antes de pagarse.",
  "own-reward": "Era tu recompensa.",
  "click-too-old": "La visita por tu enlace fue hace demasiado tiempo para contar.",
  "unknown-code": "El código de este pedido no era tuyo cuando se hizo.",
  "unknown-click": "El enlace de este pedido no era tuyo.",
  "owner-counts": "La tienda miró este pedido: cuenta.",
  "owner-does-not-count": "La tienda miró este pedido y decidió que no cuenta. Si te extraña, pregúntale.",
  "nothing-of-ours": "En este pedido no están ni tu código ni tu enlace.",
  "came-later": "En este pedido iba antes otro código o enlace, y un pedido solo puede contar para una persona.",
  "taken-off": "Tu código o tu enlace se quitó después de este pedido, así que ya no cuenta.",
};

export const orderReasonUnknown: Words["orderReasonUnknown"] = "Pregunta a la tienda por este pedido.";

export const orderBecame: Words["orderBecame"] = {
  cancelled: "El pedido se canceló después.",
  unpaid: "Cuenta en cuanto esté pagado.",
  returned: "Después se devolvió todo.",
  "charged back": "El banco retiró después el pago, así que no queda nada que compartir.",
  disputed: "El banco está revisando este pago.",
};
