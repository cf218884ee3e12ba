package org.genericsftp.share;

import com.hierynomus.security.AEADBlockCipher;
import com.hierynomus.security.Mac;
import com.hierynomus.security.SecurityException;
import com.hierynomus.security.bc.BCSecurityProvider;
import com.hierynomus.security.jce.JceSecurityProvider;

/** Has what every byte goes through done by the JDK, which uses the processor's instructions for it; the rest as ever. */
final class FastSecurity extends BCSecurityProvider {
    private static final JceSecurityProvider JDK = new JceSecurityProvider();

    @Override
    public AEADBlockCipher getAEADBlockCipher(String name) {
        if (!name.contains("/GCM/")) {
            return super.getAEADBlockCipher(name);
        }
        try {
            return JDK.getAEADBlockCipher(name);
        } catch (SecurityException e) {
            return super.getAEADBlockCipher(name);
        }
    }

    @Override
    public Mac getMac(String name) {
        try {
            return switch (name) {
                case "AesCmac" -> new AesCmac();
                case "HmacSHA256" -> JDK.getMac(name);
                default -> super.getMac(name);
            };
        } catch (SecurityException e) {
            return super.getMac(name);
        }
    }
}
