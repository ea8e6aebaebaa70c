import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks every file against every flavour by veraPDF's rules; `scripts/check-pdf` runs this. */
public class ValidatePdf {
    private static final String[] FLAVOURS = {"3a", "ua1"};

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allMeet = true;
        for (String file : files) {
            for (String flavour : FLAVOURS) {
                allMeet &= meets(new File(file), PDFAFlavour.fromString(flavour));
            }
        }
        System.exit(allMeet ? 0 : 1);
    }

    private static boolean meets(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            System.out.println(verdict + " " + flavour + " " + file + " (" + result.getTotalAssertions() + " checks)");
            for (Map.Entry<String, Integer> fault : faults(result).entrySet()) {
                System.out.println("     " + fault.getValue() + " x " + fault.getKey());
            }
            return result.isCompliant();
        }
    }

    /** How often each rule was broken. */
    private static Map<String, Integer> faults(ValidationResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                counts.merge(rule + " " + each.getMessage(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
