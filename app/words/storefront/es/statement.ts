/** The statement: what moved on an ambassador's account, and the spreadsheet of it. */
import { speech } from "../speech";
import type { Words } from "../words-for";

const { plural } = speech("es");

export const statement: Words["statement"] = {
  link: "Ver todos los movimientos",
  heading: (name) => `${name}, estos son todos los movimientos`,
  signedOut: "Los movimientos de tu cuenta",
  days: "Otros días",
  from: "Primer día",
  last: "Último día",
  show: "Ver estos días",
  span: (from, last) => {
    if (from && last) return from === last ? `El ${from}.` : `Del ${from} al ${last}.`;
    if (from) return `Desde el ${from}.`;
    return last ? `Hasta el ${last}.` : "Desde tu primer día hasta ahora.";
  },
  movements: (total) => (total === 0 ? "En estos días no se movió nada" : plural(total, { one: "# movimiento", other: "# movimientos" })),
  opening: "Al principio",
  closing: "Al final",
  balance: (pending, earned, redeemed) => `${pending} en espera, ${earned} tuyos, ${redeemed} en recompensas.`,
  waiting: "en espera",
  yours: "para ti",
  taken: "en recompensas",
  page: (page, pages) => `Página ${page} de ${pages}`,
  earlier: "Antes",
  later: "Después",
  download: "Guardar como hoja de cálculo (CSV)",
  back: "Volver a mi página",
  everything: "Ver todo",
  problemHeading: "No conocemos esos días",
  problems: {
    "no day": "Uno de ellos no está en el calendario. Elígelo en el calendario, o escríbelo así: 2026-11-30.",
    backwards: "El último día va antes que el primero. Cámbialos e inténtalo otra vez.",
  },
  fileName: "mis-movimientos.csv",
  csv: {
    columns: {
      day: "Día",
      person: "Nombre",
      what: "Qué pasó",
      source: "Pedido o recompensa",
      pending: "En espera",
      earned: "Tuyo",
      redeemed: "En recompensas",
      currency: "Moneda",
    },
    opening: "Al principio",
    closing: "Al final",
    erased: "",
  },
};
