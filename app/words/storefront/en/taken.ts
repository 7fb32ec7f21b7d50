/** What an ambassador has taken: what it is called where no product names it, how it stands, and how to use it. */
export const taken = {
  names: { "store credit": "Store credit", "gift card": "Gift card", cash: "Money" },
  requested: {
    "product code": "We're making your code. It will stand here in a moment.",
    "product sent": "The store knows and will send it to your address. Delivery is on them.",
    "store credit": "It is on its way to your account at the store.",
    "gift card": "We're making your gift card. It will stand here in a moment.",
    cash: "The store knows and will look at it. They pay you and write to you if they need anything.",
  },
  approved: {
    "product sent": "The store said yes and is getting it ready.",
    cash: "The store said yes and will pay you with the next ones.",
  },
  issued: {
    "product code": (until: string | null) =>
      `Put it in your cart with this code${until ? ` by ${until}` : ""}. It makes one piece free; the store may charge delivery.`,
    "product sent": () => "The store has it ready and sends it to your address. Delivery is on them.",
    "store credit": () => "It is on your account at the store. Sign in at the checkout and choose it there.",
    "gift card": () => "Type this code at the checkout. Keep it to yourself: whoever has it can spend it.",
    cash: () => "The store has paid it to you.",
  },
  /** A gift card whose code we do not know. */
  inTheMail: (end: string) =>
    `Its code is in the mail from the store, ending in ${end}. Type it at the checkout, and keep it to yourself: whoever has it can spend it.`,
  used: "You have it. Enjoy it.",
  failed: "This didn't work, and what it cost is yours again. Choose anything else you like.",
  ranOut: "Its code ran out. If nobody used it, what it cost is yours again in about two days.",
  expired: "Its code ran out unused, and what it cost is yours again. Choose anything you like.",
  /** Its order came to nothing, and the store has not said yet what became of it. */
  undone: "The order it was on was cancelled or taken back. The store is looking at it; until then, what it cost stays taken.",
  looking: "The store is looking at this one and will write to you.",
  working: "We're on it.",
};
