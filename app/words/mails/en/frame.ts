/** What stands around every letter: the greeting, and at the foot why it comes and the way out. */
export const greeting = (name: string | null) => (name ? `Hello ${name},` : "Hello,");

export const because = {
  asked: (store: string) => `You said yes to e-mail from ${store}.`,
  shares: (store: string) => `You get this because you share ${store} with your friends.`,
  left: (store: string) => `You were one of the people who share ${store}.`,
};

export const optOut: string = "Please don't write to me about this again";
