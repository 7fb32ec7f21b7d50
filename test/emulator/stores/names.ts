/**
 * First and last names by language, from which invented customers get theirs. They are common names put together by
 * chance; no list of real people stands behind them.
 */
export type NameGroup =
  | "english"
  | "french"
  | "german"
  | "dutch"
  | "nordic"
  | "iberian"
  | "italian"
  | "slavic"
  | "greek"
  | "arabic"
  | "hebrew"
  | "japanese"
  | "chinese";

const words = (text: string): string[] => text.trim().split(/\s+/);

export const FIRST_NAMES: Record<NameGroup, string[]> = {
  english: words(`Abigail Adam Aidan Alan Alice Alison Amber Amelia Amy Andrea Andrew Angela Anna Anthony Arthur Audrey Barbara Beatrice
    Ben Beth Brenda Brian Bridget Callum Carol Caroline Catherine Charlotte Chloe Christine Claire Colin Connor Daisy Daniel David Dawn
    Deborah Denise Diane Donna Dorothy Edward Eileen Eleanor Elizabeth Ella Emily Emma Erin Esther Evelyn Faith Fiona Florence Frances
    Frank Freya Gareth Gemma Geoffrey George Georgia Gillian Glenda Grace Graham Hannah Harriet Harry Hazel Heather Helen Henry Hilary
    Holly Imogen Iris Isla Ivy Jack Jacqueline James Jane Janet Jasmine Jean Jennifer Jessica Jill Joan Joanna Jodie Josephine Joyce Judith
    Julia Julie Karen Kate Kathleen Kelly Laura Lauren Leah Leanne Linda Lorna Louise Lucy Lydia Lynn Mabel Maeve Margaret Maria Marian
    Martha Martin Matilda Maureen Maxine Megan Melanie Millie Miriam Molly Moira Nadia Naomi Natalie Nicola Nora Olive Olivia Paige Pamela
    Patricia Paula Pauline Penelope Peter Philippa Phoebe Polly Priya Rachel Rebecca Rhiannon Robert Rosalind Rose Rosemary Ruby Ruth Sally
    Samantha Sandra Sarah Sean Shanice Sheila Shirley Sian Simon Sonia Sophie Stella Stephen Susan Sylvia Tamsin Tara Teresa Tessa Thea
    Theresa Thomas Tina Toby Tracy Una Ursula Valerie Vera Veronica Victoria Violet Wendy William Winifred Yasmin Yvonne Zara Zoe`),
  french: words(
    "Adèle Agathe Alice Amélie Anaïs Antoine Aurélie Bastien Camille Caroline Cécile Céline Chantal Claire Clément Delphine Élise Émilie Florence Gaëlle Hélène Inès Jeanne Juliette Laure Léa Lucie Luc Manon Margaux Mathilde Mireille Nathalie Nicolas Noémie Océane Pauline Sandrine Simone Solène Sylvie Théo Valérie Véronique Yves",
  ),
  german: words(
    "Anja Annika Antje Astrid Barbara Birgit Britta Carla Christa Christian Claudia Dorothea Elke Emil Erika Eva Felix Franziska Gisela Greta Hanna Heike Heinrich Ilse Ingrid Jana Johanna Jonas Jürgen Karin Katja Klara Lena Lotte Marlene Martina Matthias Monika Petra Renate Sabine Sebastian Silke Susanne Tobias Ulrike Uta Wiebke",
  ),
  dutch: words(
    "Anke Anouk Bart Bram Carlijn Daan Elise Esmée Femke Floor Hanneke Ilse Inge Jeroen Joke Joost Lieke Lotte Maaike Marieke Marloes Mieke Nienke Petra Renske Ruben Sanne Saskia Sjoerd Tess Thijs Tineke Wendy Willemijn",
  ),
  nordic: words(
    "Aino Anders Anna Astrid Birgitta Bjørn Britt Cecilia Ebba Eila Elin Elsa Emma Erik Eva Freja Gunilla Hanne Helga Ida Inga Ingeborg Johanna Kaisa Karin Katrín Kirsten Lars Linnea Liv Maja Mette Mikael Nils Oda Pernille Ragnhild Saga Sigrid Siri Sofie Solveig Svante Thora Tuula Ulla Unni",
  ),
  iberian: words(
    "Alba Alejandra Amparo Ana Andreia Beatriz Carla Carmen Catarina Clara Cristina Diogo Duarte Elena Esperanza Fernanda Gonçalo Inês Isabel Javier Joana João Juana Leonor Lourdes Lucía Luísa Madalena Manuela Margarida Marta Mateo Mercedes Miguel Nuria Paloma Pilar Raquel Rocío Rosa Sílvia Teresa Tiago Verónica",
  ),
  italian: words(
    "Alessandra Alessia Anna Antonella Beatrice Bianca Bruna Carla Chiara Cristina Daniela Elena Emanuela Federica Francesca Gabriella Giada Giorgia Giulia Ilaria Laura Lorenzo Lucia Luca Marco Maria Marta Matteo Monica Nicola Ornella Paola Pietro Roberta Rosa Sara Serena Silvia Simona Teresa Valentina",
  ),
  slavic: words(
    "Agnieszka Alena Anna Barbara Beata Dagmar Danuta Elżbieta Eva Ewa Grażyna Hana Irena Iwona Jana Jitka Joanna Jolanta Kamila Katarzyna Kateřina Krystyna Lenka Lucie Małgorzata Marek Marta Milena Monika Ondřej Piotr Renata Rūta Tereza Tomasz Urszula Veronika Zofia Zuzana",
  ),
  greek: words(
    "Alexandra Andreas Angeliki Anna Antonia Chara Christina Despina Dimitra Eirini Eleni Elpida Fotini Georgia Ioanna Kalliopi Katerina Konstantina Kyriaki Lydia Maria Marina Nikos Panagiota Paraskevi Sofia Stavroula Stelios Vasiliki Zoi",
  ),
  arabic: words(
    "Aisha Amal Amira Bushra Dalal Dana Fadi Farah Fatima Ghada Hala Hanan Huda Iman Jamila Karim Khalid Lamia Layla Lina Maha Mariam Maya Mona Nabil Nadine Noor Omar Rana Rania Rasha Reem Salma Samira Sana Yara Zahra Zeina",
  ),
  hebrew: words(
    "Adi Avigail Avital Dafna Daniel Dana Efrat Einat Eitan Gal Hadas Hila Ilana Inbal Keren Lior Maya Meirav Michal Naama Noa Noga Ofra Orly Ronit Shira Sigal Tal Tamar Yael Yonatan Ziva",
  ),
  japanese: words(
    "Aiko Akiko Asuka Ayumi Chiyo Emi Fumiko Hana Haruka Haruto Hinata Hiroko Junko Kaori Kazumi Keiko Kenji Kumiko Mai Makoto Mariko Megumi Miho Misaki Naoko Natsuki Reiko Sachiko Sakura Satoshi Shiori Tomoko Yoko Yui Yuko Yumi",
  ),
  chinese: words(
    "Ai-Ling Bee-Hoon Chee-Wei Chun-Mei Fei Hui-Min Jia-Hui Jia-Wei Jun Kai Kwan Lan Li-Na Ling Mei Mei-Ling Min Pei-Shan Qian Rui Shu-Fen Siew-Lian Swee-Lan Wei Wei-Ling Xin-Yi Xiu Yan Yi-Ling Ying Yun Zhi-Hao",
  ),
};

export const LAST_NAMES: Record<NameGroup, string[]> = {
  english: words(`Abbott Adams Ainsworth Alcott Allen Appleby Archer Armstrong Ashworth Atkins Bailey Baines Baker Balfour Banks Barlow
    Barnes Barrow Bates Baxter Beaumont Bell Bennett Berry Birch Blackwood Blake Booth Bowen Boyle Bradley Brennan Briggs Bristow Brook
    Bryant Buckley Burgess Burns Butcher Byrne Callaghan Campbell Carey Carpenter Carter Chadwick Chambers Chandler Chapman Clarke Clayton
    Cole Coleman Collins Conway Cooper Cotton Crawford Croft Cross Cullen Curtis Dalton Davies Dawson Dean Dempsey Dixon Donnelly Doyle
    Draper Duffy Duncan Dunn Eastwood Eaton Edwards Elliott Ellis Evans Fairclough Farrell Fenwick Field Finch Fisher Fletcher Flynn Ford
    Foster Fowler Fox Fraser Freeman Gallagher Gardner Garland Gibbs Gilbert Gill Glover Goddard Gordon Grant Greenwood Griffin Hale Hall
    Hammond Hancock Harding Hargreaves Harper Harris Hartley Hayes Heath Hewitt Higgins Hobbs Holden Holland Holt Hopkins Houghton Howells
    Hudson Humphries Hunt Ingram Jarvis Jenkins Jennings Kaur Kavanagh Keane Kemp Kendall Kerr Khan Knight Knowles Lacey Lambert Lane
    Langley Lawson Leigh Lister Lloyd Lowe Lyons Mahoney Manning Marlow Marsh Mason Maynard McBride McCarthy McGrath McKenna Mellor Mercer
    Middleton Miles Mills Moody Moran Morley Morrison Moss Murray Nash Newman Nolan Norris Oakes Osborne Owen Palmer Parkin Parry Patel
    Pearce Perkins Pickering Poole Porter Pratt Preston Pritchard Quinn Radcliffe Ramsey Rawlings Reeves Reid Rhodes Riley Roper Rowe
    Saunders Sharp Shaw Shepherd Short Singh Slater Spence Stanton Stokes Sutton Swift Talbot Thorne Tucker Turnbull Vaughan Wade Walsh
    Warren Watts Weaver Webster Wells Whitaker Wilkins Winter Woodward Wyatt Yates York`),
  french: words(
    "Aubert Barbier Bertin Blanchet Bonnet Bouvier Brunet Carpentier Chevalier Colin Collet Delaunay Deschamps Dubois Dumont Fabre Fontaine Fournier Gaillard Garnier Gauthier Girard Guérin Lacroix Lambert Laporte Lefort Lemoine Leroux Marchand Mercier Meunier Moreau Noël Perrin Picard Renard Rivière Rousseau Roussel Royer Tessier Vasseur Vidal",
  ),
  german: words(
    "Albrecht Arnold Bauer Baumann Becker Berger Brandt Busch Dietrich Engel Fischer Frank Graf Günther Haas Hartmann Heinz Herrmann Hoffmann Huber Jansen Kaiser Keller Koch Köhler Krause Kuhn Lange Lehmann Lorenz Maier Möller Neumann Otto Pfeiffer Roth Sauer Schäfer Schreiber Seidel Sommer Vogel Wagner Weiß Winkler Zimmermann",
  ),
  dutch: words(
    "Bakker Boer Bos Bosman Dekker Dijkstra Evers Gerritsen Haan Hendriks Hermans Hoekstra Jacobs Jansen Janssens Kok Koster Kramer Kuiper Maes Meijer Mertens Mulder Peeters Postma Prins Schouten Smeets Timmermans Veenstra Verbeek Vermeulen Visser Vos Wouters",
  ),
  nordic: words(
    "Andersen Axelsson Bakke Berg Bergström Bjørnstad Dahl Eklund Ekström Fjeld Gustafsson Haugen Heikkinen Hjort Holm Isaksen Jensen Jónsson Kallio Karlsen Knudsen Koskinen Laine Larsen Lindberg Lindqvist Lund Mäkinen Moberg Nielsen Nieminen Nordin Nyström Olsen Rasmussen Sandberg Solberg Strand Sundin Virtanen Wikström",
  ),
  iberian: words(
    "Aguilar Almeida Alonso Araújo Blanco Calvo Campos Cardoso Carvalho Castro Correia Costa Cruz Delgado Duarte Esteves Ferreira Fonseca Fuentes Gallego Gil Guerrero Herrera Iglesias León Lopes Marín Márquez Medina Mendes Molina Moreno Navarro Nunes Ortega Pereira Pinto Prieto Ribeiro Rocha Rubio Santana Serrano Soares Tavares Vega",
  ),
  italian: words(
    "Amato Barbieri Basile Bellini Bianchi Bruno Caputo Caruso Colombo Conti Costa D'Amico Fabbri Ferrari Ferri Fontana Galli Gatti Gentile Giordano Grasso Greco Leone Longo Lombardi Marchetti Mariani Marino Martini Messina Monti Moretti Neri Orlando Pellegrini Ricci Rinaldi Riva Romano Sala Serra Testa Vella Villa",
  ),
  slavic: words(
    "Adamczyk Baran Beneš Bielak Černý Dostál Dvořák Gajewska Górska Hájek Horák Jankauskas Jaworska Kaczmarek Kalina Kowalczyk Kozłowska Král Krejčí Kučera Lewandowska Lis Malinowska Marek Mazur Novotná Pavlík Petrauskas Pospíšil Procházka Sadowska Sikora Svoboda Urban Veselá Wilk Wrona Zając Zelenka",
  ),
  greek: words(
    "Alexiou Antoniou Christou Dimou Economou Galanis Georgiou Ioannou Kallis Karras Katsaros Konstantinou Kyriakou Lazarou Louka Makris Michaelides Nikolaou Panayiotou Pappas Petrou Savva Sideris Spanos Stavrou Vasiliou Vlachos Zervos",
  ),
  arabic: words(
    "Aziz Barakat Darwish Fakhoury Farouk Haddad Hakim Hamdan Hariri Ibrahim Jaber Kanaan Karam Khalil Khoury Mansour Masri Nasser Qasim Rahal Saad Sabbagh Saleh Shadid Sleiman Tawfiq Yassin Zaid",
  ),
  hebrew: words(
    "Alon Amir Avraham Barak Bar-Lev Ben-Ami Biton Carmel Dayan Dror Eliav Gabay Golan Harel Katz Lavi Levy Malka Mizrahi Naor Oren Peled Peretz Regev Sasson Shalev Shamir Tzur Yaron Zohar",
  ),
  japanese: words(
    "Abe Aoki Endo Fujita Fukuda Goto Hasegawa Hayashi Honda Ikeda Imai Inoue Ishii Kato Kimura Kojima Maeda Matsui Miyazaki Mori Murakami Nakamura Nishimura Noda Ogawa Okada Ono Saito Sakai Shimizu Takeda Ueda Wada Yamashita",
  ),
  chinese: words(
    "Ang Chan Chen Chia Chong Chua Foo Goh Guo He Heng Ho Huang Koh Kwok Lau Lim Lin Liu Loh Ng Ong Pang Seah Sim Tan Teo Toh Wang Wong Wu Yang Yeo Zhang Zhou",
  ),
};
